using StatsService.Forms;

namespace StatsService.Country;

/// <summary>
/// One error in a report that only another report shows: of the year before, of the organ's level, or of another organ.
/// What that breaks is told by <see cref="KnownYears"/>, <see cref="KnownSections"/> and <see cref="KnownCopies"/>.
/// </summary>
internal static class SpoilingBeside
{
    public const string Cumulative = "fujian.table1.cumulative";
    public const string SectionDiffers = "report.section_differs";
    public const string Identical = "report.identical";

    /// <summary>The sum over all years, of one row that has any: the next year's report bears it too.</summary>
    public static (ReportContent Content, string Rule)? InCumulative(ReportContent whole, Dice dice) =>
        Change(whole, FormFujian.Rows.Select(row => row + "@cumulative"), dice) is { } changed
            ? (changed, Cumulative)
            : null;

    /// <summary>A number of a part that is of the level, in the report on the region.</summary>
    public static (ReportContent Content, string Rule)? InSection(ReportContent whole, Dice dice) =>
        Change(
            whole,
            whole.Tables.SelectMany(table => table.SectionScopes.SelectMany(
                section => KnownSections.Codes(table, section.Section))),
            dice) is { } changed
            ? (changed, SectionDiffers)
            : null;

    /// <summary>A count other than 0, up or down, so that the reports beside have one too.</summary>
    private static ReportContent? Change(ReportContent whole, IEnumerable<string> codes, Dice dice)
    {
        var filled = codes.Where(code => whole.Cell(code) is { IsAmount: false, Value: > 0 }).ToList();
        return filled.Count == 0 ? null : whole.Add(filled[dice.Roll(0, filled.Count - 1)], dice.Is(0.5) ? -1 : 1);
    }
}
