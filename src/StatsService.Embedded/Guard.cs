using System.Diagnostics;

namespace StatsService.Embedded;

/// <summary>
/// Stops the server when the service is gone and could not: killed with -9, out of memory, a test host cut off.
/// A shell in a session of its own (so that Ctrl-C, a closed terminal and a killed process group pass it by) reads
/// a pipe whose other end only the service holds; the kernel closes that end however the service ends. The shell
/// then stops the server, but only while <c>owner.pid</c> still names this very service: after an orderly stop the
/// file is gone, and once a new service has taken over it names that one, whose server must not be touched.
/// </summary>
internal sealed class Guard : IAsyncDisposable
{
    private const string Script =
        """
        exec >/dev/null 2>&1
        owner=$1 file=$2 cluster=$3 signal=$4 socket=$5 remove=$6
        cat
        server() { head -n 1 "$cluster/postmaster.pid"; }
        ours() { [ "$(head -n 1 "$file")" = "$owner" ]; }
        alive() { case "$(cut -d ' ' -f 3 "/proc/$pid/stat")" in '' | Z | X) return 1 ;; esac; }
        ours || exit 0
        tries=0
        until pid=$(server) && [ -n "$pid" ] || [ $tries -ge 25 ]; do sleep 0.2; tries=$((tries + 1)); done
        ours || exit 0
        if [ -n "$pid" ]; then
          kill "-$signal" "$pid"
          tries=0
          while alive && [ $tries -lt 600 ]; do sleep 0.1; tries=$((tries + 1)); done
        fi
        [ -z "$remove" ] || { rm -rf -- "$remove" "$socket"; }
        """;

    private readonly Process _shell;

    private Guard(Process shell) => _shell = shell;

    public static Guard Post(DataFolder folder, string socketFolder)
    {
        var start = Command.Describe(
        [
            "setsid", "sh", "-c", Script, "stats-service-guard", ProcessIdentity.Current.Format(), folder.OwnerRecord,
            folder.Cluster, folder.Throwaway ? "QUIT" : "INT", socketFolder, folder.Throwaway ? folder.Path : "",
        ]);
        start.RedirectStandardInput = true;
        return new Guard(Command.Start(start));
    }

    /// <summary>After an orderly stop: it has nothing left to do.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
