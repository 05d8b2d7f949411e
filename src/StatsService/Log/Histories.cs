namespace StatsService.Log;

/// <summary>
/// The histories of the log, in their order (docs/adr/0005). Each begins behind some event: what an earlier one had
/// there was lost, or may have been. A position bears the history of its number, so that one of a lost end tells where
/// that end began.
/// </summary>
internal sealed class Histories(IReadOnlyList<History> all)
{
    /// <summary>That of what is written from now on.</summary>
    public History InForce => all[^1];

    /// <summary>Whether a history is of this log.</summary>
    public bool Holds(History history) => all.Any(held => held.Id == history.Id);

    /// <summary>The history that a number belongs to.</summary>
    public History Of(long number) => all.LastOrDefault(history => history.After < number) ?? all[0];

    /// <summary>The last number of a history; null where it is in force, or not of this log.</summary>
    public long? EndOf(History history) =>
        all.Zip(all.Skip(1)).FirstOrDefault(pair => pair.First.Id == history.Id).Second?.After;
}

/// <summary>Of events of the log in a row.</summary>
/// <param name="Id">Any number, its own.</param>
/// <param name="After">The number of the event behind which it began; 0: the beginning.</param>
/// <param name="Check">As <see cref="Position.Check"/>, of that event.</param>
internal sealed record History(ulong Id, long After, ulong Check);
