using System.Globalization;
using System.Runtime.InteropServices;

namespace StatsService.Embedded;

/// <summary>
/// Who runs the server's programs: PostgreSQL refuses root. A normal user runs them; root hands them to the owner
/// of the data, or for new data to <c>postgres</c>, else <c>nobody</c>, by setpriv(1).
/// </summary>
internal sealed partial record ServerUser(uint Uid, uint Gid, string Name, bool IsCaller)
{
    private const uint OwnerOnly = 0b111_000_000; // 0700

    private static readonly string[] Candidates = ["postgres", "nobody"];

    public static uint CallerId => EffectiveUserId();

    public static ServerUser For(DataFolder folder)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerUser(CallerId, 0, Environment.UserName, IsCaller: true);
        }

        if (Command.Output("setpriv", "--version") is null)
        {
            throw Problems.NoSetpriv();
        }

        return FileFacts.Of(folder.Cluster) is { Uid: not 0 } owner
            ? new ServerUser(owner.Uid, owner.Gid, NameOf(owner.Uid), IsCaller: false)
            : Candidates.Select(Named).OfType<ServerUser>().FirstOrDefault() ?? throw Problems.NoUser();
    }

    /// <summary>The command as this user runs it.</summary>
    public string[] Run(params string[] command) =>
        IsCaller ? command : ["setpriv", $"--reuid={Uid}", $"--regid={Gid}", "--clear-groups", .. command];

    /// <summary>A new folder that only this user (and root) may enter; fails where there is anything already.</summary>
    public void CreateFolder(string path)
    {
        if (MakeFolder(path, OwnerOnly) != 0)
        {
            throw Problems.Failed("mkdir " + path, Marshal.GetLastPInvokeErrorMessage());
        }

        TakeOver(path);
    }

    public void TakeOver(string path)
    {
        if (!IsCaller && ChangeOwner(path, Uid, Gid) != 0)
        {
            throw Problems.Failed("chown " + path, Marshal.GetLastPInvokeErrorMessage());
        }
    }

    public async Task CheckReach(string file, CancellationToken ct)
    {
        if (!IsCaller && !(await Command.Run(Run("test", "-x", file), ct)).Succeeded)
        {
            throw Problems.OutOfReach(file, this);
        }
    }

    private static ServerUser? Named(string name) =>
        Accounts().FirstOrDefault(a => string.Equals(a[0], name, StringComparison.Ordinal)) is { } a
            ? new ServerUser(Number(a[2]), Number(a[3]), name, IsCaller: false)
            : null;

    private static string NameOf(uint uid) => Accounts().FirstOrDefault(a => Number(a[2]) == uid)?[0] ?? $"{uid}";

    /// <summary>passwd(5): name, password, user id, group id, …</summary>
    private static IEnumerable<string[]> Accounts() =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4);

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFolder(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}

/// <summary>What stat(1) says of a path itself, not of what a link points to.</summary>
internal sealed record FileFacts(uint Uid, uint Gid, int Mode, bool IsFolder)
{
    /// <returns>Null where there is nothing.</returns>
    public static FileFacts? Of(string path) =>
        Command.Output("stat", "--format=%u %g %a %F", "--", path)?.Split(' ', 4)
            is [var uid, var gid, var mode, var kind]
            ? new FileFacts(
                uint.Parse(uid, CultureInfo.InvariantCulture),
                uint.Parse(gid, CultureInfo.InvariantCulture),
                Convert.ToInt32(mode, 8),
                string.Equals(kind, "directory", StringComparison.Ordinal))
            : null;
}
