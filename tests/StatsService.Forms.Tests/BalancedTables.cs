using FsCheck.Xunit;
using StatsService.Country;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

public sealed class BalancedTables
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly string[] Forms = ["2014", "2014-beijing", "2019", "2019-hubei", "2021"];

    [Property(MaxTest = 60)]
    public void A_balanced_report_has_no_findings(int seed, bool newer)
    {
        var result = Catalog.Check(Sample.Balanced(newer ? "2021" : "2019", seed), Breaks.City);

        Assert.Empty(result.Findings);
        Assert.Empty(result.NotAssessable);
    }

    [Property(MaxTest = 200)]
    public void Adding_to_one_cell_of_table_3_fires_exactly_its_row_its_column_and_its_flow(
        int seed, bool newer, uint row, uint column, byte by)
    {
        var form = newer ? "2021" : "2019";
        var (r, c) = (Pick(FormRows.Table3Rows(form), row), Pick(FormRows.Columns, column));
        var report = Sample.Balanced(form, seed).Add($"{r}@{c}", by + 1);

        Assert.Equal(Expected(form, r, c).Order(StringComparer.Ordinal), Errors(report));
    }

    [Property(MaxTest = 300)]
    public void Any_change_of_any_cells_fires_what_arithmetic_says(
        int seed, byte pick, byte level, byte kind, (ushort Cell, sbyte By)[] changes)
    {
        var form = Forms[pick % Forms.Length];
        var context = new CheckContext((DivisionLevel)(1 + (level % 5)), (OrganKind)(1 + (kind % 7)));
        var cells = Catalog.Form(form)!.Cells.Values.Where(cell => cell.Type != CellType.Amount && !cell.Optional)
            .ToList();
        var report = Sample.Balanced(form, seed);
        foreach (var (cell, by) in changes.Select(change => (cells[change.Cell % cells.Count], change.By)))
        {
            var value = report.Count(cell.Code) + by;
            report = report.With(cell.Code, cell.Type == CellType.SignedCount ? value : Math.Max(0, value));
        }

        var findings = Catalog.Check(report, context).Findings.Select(finding => finding.Id);

        Assert.Equal(KnownRules.Broken(report, context), findings.Order(StringComparer.Ordinal));
    }

    [Property(MaxTest = 300)]
    public void Blanks_in_a_balanced_report_never_break_a_rule(int seed, byte pick, ushort[] blanks)
    {
        var form = Forms[pick % Forms.Length];

        var report = Blanked(Sample.Balanced(form, seed), Codes(form, blanks));

        Assert.Empty(Catalog.Check(report, Breaks.City).Findings);
    }

    [Property(MaxTest = 300)]
    public void Zeros_left_blank_are_proved_to_be_zeros_or_not_claimed(int seed, byte pick, ushort[] blanks)
    {
        var form = Forms[pick % Forms.Length];
        var whole = Sample.Balanced(form, seed);
        var printed = whole.Tables.SelectMany(table => table.Cells.Keys).ToHashSet(StringComparer.Ordinal);
        var codes = Codes(form, blanks).Where(printed.Contains).ToList();

        var proved = Catalog.Parts(Blanked(whole, codes)).SelectMany(part => part.Tables)
            .SelectMany(table => table.ProvedZero).ToHashSet(StringComparer.Ordinal);

        Assert.All(proved, code => Assert.Equal(0, whole.Count(code)));
        Assert.Subset(codes.ToHashSet(), proved);
    }

    private static IEnumerable<string> Codes(string form, ushort[] picks)
    {
        var cells = Catalog.Form(form)!.Tables.SelectMany(table => table.Cells).ToList();
        return picks.Select(pick => cells[pick % cells.Count].Code);
    }

    private static ReportContent Blanked(ReportContent report, IEnumerable<string> codes) =>
        codes.Aggregate(report, (r, code) => r.With(code, CellValue.Blank));

    private static IEnumerable<string> Expected(string form, string row, string column)
    {
        yield return $"{form}.table3.row@{row}";
        var isOutcome = row.StartsWith(FormRows.Out, StringComparison.Ordinal);
        if (isOutcome)
        {
            yield return $"{form}.table3.column@{column}";
        }

        if (!isOutcome || row is "applications.outcome.total")
        {
            yield return $"{form}.table3.flow@{column}";
        }
    }

    /// <summary>Without the soft rule on a large share of other handling.</summary>
    private static IEnumerable<string> Errors(ReportContent report) => Catalog.Check(report, Breaks.City).Findings
        .Where(finding => finding.Strength == FindingStrength.Error).Select(finding => finding.Id)
            .Order(StringComparer.Ordinal);

    private static string Pick(string[] from, uint n) => from[n % from.Length];
}
