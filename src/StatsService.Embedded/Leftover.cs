namespace StatsService.Embedded;

/// <summary>What a killed service may have left running: <c>postmaster.pid</c> and <c>owner.pid</c> tell.</summary>
internal enum Leftover
{
    /// <summary>Nothing runs. A stale <c>postmaster.pid</c> is PostgreSQL's to clear away.</summary>
    Nothing,

    /// <summary>The number in <c>postmaster.pid</c> is another's by now, which PostgreSQL cannot know.</summary>
    ReusedPid,

    /// <summary>The server of a service that is no more.</summary>
    Orphan,

    /// <summary>A server that somebody started by hand.</summary>
    Foreign,
}

/// <summary>Judges what is left. The caller holds the folder's lock, so no other service is alive.</summary>
internal static class Leftovers
{
    private static readonly string[] ServerNames = ["postgres", "postmaster"];

    public static Leftover Judge(DataFolder folder, OwnerRecord? previous)
    {
        if (folder.ServerPid() is not { } pid || !Directory.Exists($"/proc/{pid}"))
        {
            return Leftover.Nothing;
        }

        if (ProcessIdentity.OfRunning(pid) is not { } running)
        {
            return Leftover.ReusedPid; // a zombie: it has ended, but PostgreSQL would take it for alive
        }

        if (previous?.Server is { } server && server.Pid == pid)
        {
            return server == running ? Leftover.Orphan : Leftover.ReusedPid;
        }

        if (!ServerNames.Contains(ProcessIdentity.NameOf(pid), StringComparer.Ordinal))
        {
            return Leftover.ReusedPid;
        }

        // Killed while its server was starting, before it could write down which process that is.
        return previous is { Server: null } && ProcessIdentity.ArgumentsOf(pid).Contains(folder.Cluster)
            ? Leftover.Orphan
            : Leftover.Foreign;
    }
}
