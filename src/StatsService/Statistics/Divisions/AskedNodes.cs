using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Registry;
using StatsService.RollUp;

namespace StatsService.Statistics.Divisions;

/// <summary>
/// The nodes that divisions are answered from: by the boundaries of each year one, by today's those that make it up.
/// </summary>
/// <param name="only">The slots that are read. Null: all.</param>
internal sealed class AskedNodes(
    FormCatalog catalog, DivisionYears asked, Country country, SlotPick? only = null)
{
    public IEnumerable<NodeKey> Keys(string division, int year) =>
        Cover(division, year).Parts.Select(part => Key(part.Division, year));

    /// <param name="found">The nodes of all keys.</param>
    public DivisionInYear At(string division, int year, IReadOnlyDictionary<NodeKey, Node> found)
    {
        var known = country.Tree.Find(division)!;
        if (!asked.AsToday)
        {
            return new(
                known, year, found[Key(division, year)], Cover: null,
                [.. country.Tree.BoundaryChangesOf(division, year)]);
        }

        var cover = Cover(division, year);
        var sums = new List<FigureSums>();
        if (!cover.IsOne)
        {
            var parts = cover.Parts
                .Select(part => (Part: part, Sums: Sums(part, found[Key(part.Division, year)]))).ToList();
            var counted = parts.Where(each => Counts(each.Part, each.Sums)).ToList();
            parts = counted.Count > 0 ? counted : parts;
            cover = cover with { Parts = [.. parts.Select(each => each.Part)] };
            sums.AddRange(parts.Select(each => each.Sums));
        }

        if (cover.IsOne)
        {
            return new(known, year, found[Key(cover.Parts[0].Division, year)], cover, []);
        }

        var node = new Node(catalog, only);
        sums.ForEach(each => node.AddBelow(each, vertical: null));
        return new(known, year, node, cover, []);
    }

    private static FigureSums Sums(CoverPart part, Node node) =>
        part.LevelOnly ? node.LevelFigure() : node.Resolved();

    /// <summary>
    /// What did not exist then, or owed nothing, counts only with a report: so a new code keeps the basis of the old.
    /// </summary>
    private static bool Counts(CoverPart part, FigureSums sums) => part.Existed ? !sums.IsEmpty : sums.Covered != 0;

    private DivisionCover Cover(string division, int year) =>
        asked.AsToday ? country.Tree.CoverOf(division, year) : DivisionCover.Itself(division);

    private NodeKey Key(string division, int year) => new(division, year, asked.Set);
}
