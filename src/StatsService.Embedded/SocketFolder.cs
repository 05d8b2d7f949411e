using System.Security.Cryptography;
using System.Text;

namespace StatsService.Embedded;

/// <summary>
/// Where the server listens: a folder that only its user may enter, which is all the authentication there is.
/// In the data folder, where nobody else can be first and nothing tidies up (<c>$XDG_RUNTIME_DIR</c> goes when its
/// user logs out); but a socket's path is at most 107 bytes (unix(7)), so that a long data folder has it elsewhere,
/// under a name that depends on the data folder alone.
/// </summary>
internal static class SocketFolder
{
    private const int LongestSocketPath = 107;
    private const int Private = 0b111_000_000; // 0700

    public static string Socket(string folder) => Path.Combine(folder, ".s.PGSQL.5432");

    public static string Prepare(DataFolder data, ServerUser user)
    {
        var folder = Candidates(data, user).First(CanBe);
        switch (FileFacts.Of(folder))
        {
            case null:
                user.CreateFolder(folder);
                break;
            case { IsFolder: true } kept when kept.Uid == ServerUser.CallerId:
                user.TakeOver(folder); // root was killed between making the folder and giving it away
                break;
        }

        // /tmp, where it may be, belongs to everybody: somebody may have been there first.
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

    private static IEnumerable<string> Candidates(DataFolder data, ServerUser user)
    {
        var elsewhere = $"stats-pg-{user.Uid}-{Hash(data.Path)}";
        yield return data.Socket;
        if (Environment.IsPrivilegedProcess)
        {
            yield return Path.Combine("/run", elsewhere);
        }

        yield return Path.Combine("/tmp", elsewhere);
    }

    /// <summary>Short, without what means something in a connection string, and where we can write.</summary>
    private static bool CanBe(string folder) =>
        Socket(folder).Length <= LongestSocketPath
        && folder.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
        && Command.Output("sh", "-c", "test -w \"$0\" && echo yes", Path.GetDirectoryName(folder)!) is not null;

    internal static string Hash(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
}
