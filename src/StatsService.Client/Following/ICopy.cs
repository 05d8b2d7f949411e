using Google.Protobuf;

namespace StatsService.Client.Following;

/// <summary>
/// A consumer's copy of what a filter holds: divisions, organs and reports by their names, and how far it has come.
/// A <see cref="Follower"/> keeps it; one at a time.
/// </summary>
public interface ICopy
{
    /// <summary>How far it has come; null where it is empty.</summary>
    Task<CopyState?> Read(CancellationToken ct);

    /// <summary>
    /// Applies a step and remembers its state, both or neither: in one transaction; or so that the step may be applied
    /// once more, with the state written last.
    /// </summary>
    Task Apply(CopyStep step, CancellationToken ct);
}

/// <summary>How far a copy has come. Store it as it is.</summary>
/// <param name="Position">Up to here all changes are applied; that of the snapshot while one is taken.</param>
/// <param name="Snapshot">The number of the snapshot that the copy began with, or is being taken: 1, 2, …</param>
/// <param name="IsTaken">Whether that snapshot is complete.</param>
/// <param name="ResumeToken">Where it goes on.</param>
public sealed record CopyState(string Position, int Snapshot, bool IsTaken, string ResumeToken);

/// <summary>What to apply to a copy.</summary>
/// <param name="State">How far the copy then has come.</param>
/// <param name="Put">By name each a <c>Report</c>, <c>Organ</c> or <c>Division</c>, in the place of the former.</param>
/// <param name="Removed">The names of what is no longer there; some may never have been.</param>
/// <param name="EndsSnapshot">
/// The snapshot is complete: what no step of it put, or of the changes since, is no longer there. So each resource is
/// kept with the number <see cref="CopyState.Snapshot"/> of the step that put it, and those with a lower one go.
/// </param>
public sealed record CopyStep(
    CopyState State, IReadOnlyDictionary<string, IMessage> Put, IReadOnlyList<string> Removed,
    bool EndsSnapshot = false);
