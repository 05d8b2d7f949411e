namespace StatsService.RollUp;

/// <summary>A node as it is stored.</summary>
/// <param name="Number">The number of the log at which it last changed.</param>
/// <param name="Changes">How many changes were recorded since it was last recorded whole.</param>
internal sealed record StoredNode(long Number, int Changes, byte[] Data);

/// <summary>A node that changed, and by what: before plus change is now.</summary>
internal sealed record NodeChange(NodeKey Key, Node Now, Node Change);
