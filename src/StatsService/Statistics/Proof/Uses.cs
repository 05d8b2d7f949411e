using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>What of a node is used for a figure, and on which topics, a bit each.</summary>
/// <param name="Region">What its government published.</param>
/// <param name="Level">What its government stated for the level.</param>
/// <param name="Organs">What its organs stated for themselves.</param>
/// <param name="Below">What the divisions below resolve to.</param>
/// <param name="OfVertical">The organs are those of vertical systems.</param>
internal sealed record Uses(ulong Region, ulong Level, ulong Organs, ulong Below, bool OfVertical)
{
    /// <summary>Of the node that is asked for.</summary>
    public static Uses Of(DivisionYears asked, Node node, BasisFigures figures, ulong topics)
    {
        var all = figures.IsWhole ? topics : topics & figures.Topics;
        return (figures.Basis, asked.LevelOnly) switch
        {
            (Wire.Basis.Published, false) => new(all, 0, 0, 0, OfVertical: false),
            (Wire.Basis.Published, true) => new(0, all, 0, 0, OfVertical: false),
            (Wire.Basis.Vertical, _) => Vertical(all),
            (_, true) => new(0, 0, all, 0, OfVertical: false),
            _ => Computed(node, all),
        };
    }

    /// <summary>Of a node below.</summary>
    public Uses Resolved(Node node) => OfVertical
        ? Vertical(Below)
        : Computed(node, Below & ~node.PublishedTopics) with { Region = Below & node.PublishedTopics };

    private static Uses Computed(Node node, ulong topics) =>
        new(0, topics & node.LevelTopics, topics & ~node.LevelTopics, topics, OfVertical: false);

    private static Uses Vertical(ulong topics) => new(0, 0, topics, topics, OfVertical: true);
}
