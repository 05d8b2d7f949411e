using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Divisions;

/// <summary>Says where the boundaries that a division is counted by are not those of the year before.</summary>
internal static class BoundaryBreaks
{
    /// <summary>
    /// Today's boundaries are the same in every year: what breaks is only that something could not be allotted.
    /// </summary>
    public static IEnumerable<Wire.SeriesBreak> Find(DivisionInYear now, DivisionInYear before) => now.Cover is null
        ? now.Changes.Select(change => Changed(now.Division, change))
        : before.Unallotted.Except(now.Unallotted, StringComparer.Ordinal).Select(id => Left(id, before))
            .Concat(now.Unallotted.Except(before.Unallotted, StringComparer.Ordinal).Select(id => Left(id, now)));

    private static Wire.SeriesBreak Changed(Division division, StoredDivisionChange change)
    {
        var source = change.Source.Length > 0 ? $"（{change.Source}）" : "";
        var (from, to) = (Names(change.Predecessors), Names(change.Successors));
        var (zh, en) = change.Kind == (int)Wire.DivisionChangeKind.Transferred
            ? ($"{from}改变隶属", $"{from} came below another division")
            : ($"{from}→{to}", $"{from} to {to}");
        return Break(
            $"自{change.Year}年度起{division.Id}的区划有变更：{zh}{source}。",
            $"Since report year {change.Year} the boundaries or the code of {division.Id} changed: {en}{source}.");

        static string Names(IEnumerable<string> ids) => string.Join('、', ids.Select(id => Division.Prefix + id));
    }

    /// <param name="of">The year in which it is left out.</param>
    private static Wire.SeriesBreak Left(string id, DivisionInYear of) => Break(
        $"按现行区划，{of.Year}年度的{Division.Prefix}{id}分属多个区划，无法分摊，未计入{of.Division.Id}。",
        $"By today's boundaries {Division.Prefix}{id} of report year {of.Year} belongs to several divisions: it cannot "
        + $"be allotted and is not in {of.Division.Id}.");

    private static Wire.SeriesBreak Break(string zh, string en) => new()
    {
        Kind = Wire.BreakKind.Boundary,
        Note = WireFindings.Write(new LocalizedText(zh, en)),
    };
}
