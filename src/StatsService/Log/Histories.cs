namespace StatsService.Log;

/// <summary>
/// The histories of the log, in their order (docs/adr/0005). Each begins behind some number: what an earlier one had
/// there was lost. A position bears the history of its number, so that one of a lost end tells where that end began.
/// </summary>
internal sealed class Histories(IReadOnlyList<History> all)
{
    /// <summary>That of what is written from now on.</summary>
    public ulong InForce => all[^1].Id;

    /// <summary>Behind which number that one began.</summary>
    public long Begun => all[^1].After;

    /// <summary>Whether a history is of this log.</summary>
    public bool Holds(ulong id) => all.Any(history => history.Id == id);

    /// <summary>The history that a number belongs to.</summary>
    public ulong Of(long number) => (all.LastOrDefault(history => history.After < number) ?? all[0]).Id;

    /// <summary>The last number of a history; null where it is in force, or not of this log.</summary>
    public long? EndOf(ulong id) =>
        all.Zip(all.Skip(1)).FirstOrDefault(pair => pair.First.Id == id).Second?.After;
}

/// <summary>Of numbers of the log in a row.</summary>
/// <param name="After">The number behind which it began.</param>
internal sealed record History(ulong Id, long After);
