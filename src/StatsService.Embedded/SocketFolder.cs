using System.Security.Cryptography;
using System.Text;

namespace StatsService.Embedded;

/// <summary>
/// Where the server listens: a folder that only its user may enter, which is all the authentication there is.
/// Its path is short, because a socket's is at most 107 bytes (unix(7)), and depends on the data folder alone.
/// </summary>
internal static class SocketFolder
{
    private const int LongestSocketPath = 107;
    private const int Private = 0b111_000_000; // 0700
    private const int WritableByOthers = 0b000_010_010;

    public static string Socket(string folder) => Path.Combine(folder, ".s.PGSQL.5432");

    public static string Prepare(DataFolder data, ServerUser user)
    {
        var name = $"stats-pg-{user.Uid}-{Hash(data.Path)}";
        var folder = Parents().Select(p => Path.Combine(p, name)).First(f => SocketFits(f) && CanMake(f));
        switch (FileFacts.Of(folder))
        {
            case null:
                user.CreateFolder(folder);
                break;
            case { IsFolder: true } kept when kept.Uid == ServerUser.CallerId:
                user.TakeOver(folder); // root was killed between making the folder and giving it away
                break;
        }

        // /tmp belongs to everybody: somebody may have been there first.
        var facts = FileFacts.Of(folder);
        if (facts is not { IsFolder: true })
        {
            throw Problems.UnsafeSocketFolder(folder, "not a folder | 不是文件夹");
        }

        if (facts.Uid != user.Uid || facts.Mode != Private)
        {
            throw Problems.UnsafeSocketFolder(
                folder, $"uid {facts.Uid}, mode {Convert.ToString(facts.Mode, 8)}; {user.Uid}, 700");
        }

        return folder;
    }

    /// <summary>
    /// What a killed server left. Its lock names a process number that may be another's by now; nobody else can
    /// listen here, as the folder stands for the data folder, which is locked.
    /// </summary>
    public static void Sweep(string folder)
    {
        File.Delete(Socket(folder));
        File.Delete(Socket(folder) + ".lock");
    }

    private static IEnumerable<string> Parents()
    {
        if (Environment.IsPrivilegedProcess)
        {
            yield return "/run";
        }
        else if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && IsSafe(runtime))
        {
            yield return runtime;
        }

        yield return "/tmp";
    }

    private static bool IsSafe(string runtime) =>
        Path.IsPathRooted(runtime)
        && runtime.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
        && FileFacts.Of(runtime) is { IsFolder: true } facts
        && facts.Uid == ServerUser.CallerId
        && (facts.Mode & WritableByOthers) == 0;

    private static bool SocketFits(string folder) => Encoding.UTF8.GetByteCount(Socket(folder)) <= LongestSocketPath;

    private static bool CanMake(string folder) =>
        Path.GetDirectoryName(folder) is "/tmp"
        || Directory.Exists(folder)
        || Command.Output("sh", "-c", "test -w \"$0\" && echo yes", Path.GetDirectoryName(folder)!) is not null;

    internal static string Hash(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
}
