namespace StatsService.Embedded;

/// <summary>
/// One live service per data folder. The kernel's lock (flock, through FileShare.None) on <c>owner.lock</c> decides
/// and falls with its holder, however that ends; <c>owner.pid</c> says who it is, and after a kill who it was:
/// line 1 the service, line 2 the server that it started (absent while that starts).
/// </summary>
internal sealed class Ownership : IDisposable
{
    private const int WouldBlock = 11; // EWOULDBLOCK of flock(2) on Linux: another holds the lock

    private readonly DataFolder _folder;
    private readonly FileStream _lock;

    private Ownership(DataFolder folder, FileStream held, OwnerRecord? previous) =>
        (_folder, _lock, Previous) = (folder, held, previous);

    /// <summary>What a service that ended without stopping its server left behind.</summary>
    public OwnerRecord? Previous { get; }

    public static Ownership Take(DataFolder folder)
    {
        FileStream held;
        try
        {
            held = new FileStream(folder.OwnerLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw Problems.InUse(folder.Path, OwnerRecord.Read(folder)?.Service.Pid);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Problems.CannotWrite(folder.Path, e);
        }

        // Where the file system knows no locks, the identity alone decides.
        var previous = OwnerRecord.Read(folder);
        if (previous is { Service: var service } && service.IsRunning && service != ProcessIdentity.Current)
        {
            held.Dispose();
            throw Problems.InUse(folder.Path, service.Pid);
        }

        return new Ownership(folder, held, previous);
    }

    public void Record(int? server)
    {
        var running = server is { } pid ? ProcessIdentity.OfRunning(pid) : null;
        new OwnerRecord(ProcessIdentity.Current, running).Write(_folder);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder.Path))
        {
            File.Delete(_folder.OwnerRecord);
        }

        _lock.Dispose();
    }
}

/// <summary>The contents of <c>owner.pid</c>.</summary>
internal sealed record OwnerRecord(ProcessIdentity Service, ProcessIdentity? Server)
{
    public static OwnerRecord? Read(DataFolder folder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(folder.OwnerRecord);
        }
        catch (IOException)
        {
            return null;
        }

        return lines is [var service, ..] && ProcessIdentity.Parse(service) is { } owner
            ? new OwnerRecord(owner, lines is [_, var server, ..] ? ProcessIdentity.Parse(server) : null)
            : null;
    }

    public void Write(DataFolder folder) => DataFolder.Write(
        folder.OwnerRecord, Service.Format() + "\n" + (Server is { } server ? server.Format() + "\n" : ""));
}
