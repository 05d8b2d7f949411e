using StatsService.Forms.Measuring;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Divisions;

/// <summary>The sums of one row, and how they come about.</summary>
/// <param name="Topics">Those that it is about, of those asked for, a bit each.</param>
/// <param name="IsWhole">Whether it also tells about topics that it does not have: no other row does.</param>
internal sealed record BasisFigures(Wire.Basis Basis, FigureSums Sums, ulong Topics, bool IsWhole)
{
    /// <summary>Whether any report says something of what is asked.</summary>
    public bool IsEmpty => (Sums.Covered & Topics) == 0;

    /// <summary>The rows of a node: one, or two where only a part of what is asked was published.</summary>
    /// <param name="basis">As asked for.</param>
    /// <param name="levelOnly">Only what belongs to the level itself.</param>
    /// <param name="topics">The topics asked for.</param>
    public static IReadOnlyList<BasisFigures> Of(
        Wire.Basis basis, bool levelOnly, Node node, ulong topics) =>
        levelOnly
            ? Resolved(node.Level ?? node.Nothing(), () => node.Organs ?? node.Nothing(), topics)
            : basis switch
            {
                Wire.Basis.Published => [new(basis, node.Published ?? node.Nothing(), topics, IsWhole: true)],
                Wire.Basis.Computed => [new(basis, node.Computed ?? node.Nothing(), topics, IsWhole: true)],
                Wire.Basis.Vertical => [new(basis, node.Vertical ?? node.Nothing(), topics, IsWhole: true)],
                _ => Resolved(node.Published ?? node.Nothing(), () => node.Computed ?? node.Nothing(), topics),
            };

    /// <param name="computed">Made only where not all that is asked was stated.</param>
    private static IReadOnlyList<BasisFigures> Resolved(FigureSums stated, Func<FigureSums> computed, ulong topics)
    {
        var own = stated.Covered & topics;
        if (own != 0 && own == topics)
        {
            return [new(Wire.Basis.Published, stated, own, IsWhole: true)];
        }

        var rest = new BasisFigures(Wire.Basis.Computed, computed(), topics & ~own, IsWhole: own == 0);
        return own == 0 ? [rest]
            : rest.IsEmpty ? [new(Wire.Basis.Published, stated, own, IsWhole: true)]
            : [new(Wire.Basis.Published, stated, own, IsWhole: false), rest];
    }
}
