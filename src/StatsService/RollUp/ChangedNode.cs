using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// What changes of a node by what changes in it: from the differences alone, but where a topic changes its basis.
/// </summary>
internal static class ChangedNode
{
    /// <summary>
    /// Takes in what changed in what its organs give and in what lies below, and completes the change by what follows
    /// for the level.
    /// </summary>
    /// <returns>By what that changes which the node resolves to.</returns>
    public static FigureSums Apply(this Node node, Node change)
    {
        var (published, stated) = (node.PublishedTopics, node.LevelTopics);
        node.Add(new OrganShare(change.Published, change.Level, change.Organs, change.Vertical));
        AddChange(
            change.Computed ??= change.Nothing(), (node.Level, change.Level), (node.Organs, change.Organs), stated,
            node.LevelTopics);
        node.AddBelow(change.Computed, vertical: null);
        var resolved = node.Nothing();
        AddChange(
            resolved, (node.Published, change.Published), (node.Computed, change.Computed), published,
            node.PublishedTopics);
        return resolved;
    }

    /// <summary>
    /// By what a figure changes that is the first of two sums on some topics, and the other on all others: by what the
    /// one changed that it was; and where it is the other one now, by what that has more.
    /// </summary>
    /// <param name="before">The topics on which it was the first one.</param>
    /// <param name="now">Those on which it is now.</param>
    private static void AddChange(
        FigureSums sums, (FigureSums? Now, FigureSums? Change) first, (FigureSums? Now, FigureSums? Change) other,
        ulong before, ulong now)
    {
        Node.Add(sums, first.Change, before, 1);
        Node.Add(sums, other.Change, ~before, 1);
        var (come, gone) = (now & ~before, before & ~now);
        Node.Add(sums, first.Now, come, 1);
        Node.Add(sums, other.Now, come, -1);
        Node.Add(sums, other.Now, gone, 1);
        Node.Add(sums, first.Now, gone, -1);
    }
}
