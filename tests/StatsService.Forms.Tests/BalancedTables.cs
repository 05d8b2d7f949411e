using FsCheck.Xunit;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

public sealed class BalancedTables
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

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
        var (r, c) = (Pick(Dictionary.Table3Rows(form), row), Pick(Dictionary.Columns, column));
        var report = Sample.Balanced(form, seed).Add($"{r}@{c}", by + 1);

        Assert.Equal(Expected(form, r, c).Order(StringComparer.Ordinal), Errors(report));
    }

    [Property(MaxTest = 200)]
    public void Any_change_of_any_cells_fires_what_arithmetic_says(
        int seed, byte pick, (ushort Cell, sbyte By)[] changes)
    {
        string[] forms = ["2014", "2014-beijing", "2019", "2019-hubei", "2021"];
        var form = forms[pick % forms.Length];
        var context = new CheckContext((DivisionLevel)(1 + (pick % 5)), (OrganKind)(1 + (pick % 4)));
        var cells = Catalog.Form(form)!.Cells.Values.Where(cell => cell.Type != CellType.Amount && !cell.Optional)
            .ToList();
        var report = Sample.Balanced(form, seed);
        foreach (var (cell, by) in changes.Select(change => (cells[change.Cell % cells.Count], change.By)))
        {
            var value = report.Count(cell.Code) + by;
            report = report.With(cell.Code, cell.Type == CellType.SignedCount ? value : Math.Max(0, value));
        }

        var findings = Catalog.Check(report, context).Findings.Select(finding => finding.Id);

        Assert.Equal(Arithmetic.Broken(report, context), findings.Order(StringComparer.Ordinal));
    }

    [Property(MaxTest = 200)]
    public void Blanks_in_a_balanced_report_never_break_a_rule(int seed, bool newer, ushort[] blanks)
    {
        var form = newer ? "2021" : "2019";
        var cells = Catalog.Form(form)!.Table("table3")!.Cells;
        var report = blanks.Aggregate(
            Sample.Balanced(form, seed), (r, n) => r.With(cells[n % cells.Count].Code, CellValue.Blank));

        Assert.Empty(Catalog.Check(report, Breaks.City).Findings);
    }

    [Property(MaxTest = 200)]
    public void Zeros_left_blank_are_proved_to_be_zeros_or_not_claimed(int seed, bool newer, ushort[] blanks)
    {
        var form = newer ? "2021" : "2019";
        var whole = Sample.Balanced(form, seed);
        var codes = blanks.Select(n => Catalog.Form(form)!.Table("table3")!.Cells[n % 161].Code).ToList();
        var report = codes.Aggregate(whole, (r, code) => r.With(code, CellValue.Blank));

        var proved = Catalog.Parts(report)[0].Tables[1].ProvedZero;

        Assert.All(proved, code => Assert.Equal(0, whole.Count(code)));
        Assert.Subset(codes.ToHashSet(), proved.ToHashSet());
    }

    private static IEnumerable<string> Expected(string form, string row, string column)
    {
        yield return $"{form}.table3.row@{row}";
        var isOutcome = row.StartsWith(Dictionary.Out, StringComparison.Ordinal);
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
