using StatsService.Country;
using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

public sealed class ValuesThatAreMissing
{
    private const string Total = "applications.received_new@total";
    private const string Part = "applications.received_new@legal_service_organization";
    private const string Row = "2021.table3.row@applications.received_new";

    [Theory]
    [InlineData(CellState.Blank)]
    [InlineData(CellState.NotApplicable)]
    [InlineData(CellState.Unreadable)]
    [InlineData(CellState.NotPrinted)]
    public void A_part_without_a_number_may_make_up_what_lacks_in_a_sum(CellState state)
    {
        var result = Check(Balanced("2021").With(Part, new CellValue(state)));

        Assert.Empty(result.Findings);
        Assert.Contains(Row, result.NotAssessable);
    }

    [Fact]
    public void Printed_parts_above_the_total_are_broken_whatever_the_blank_is()
    {
        var report = Balanced("2021");
        var blanked = report.With(Part, CellValue.Blank).With(Total, report.Count(Total) - report.Count(Part) - 1);

        var finding = Check(blanked).Findings.First(f => f.Id == Row);

        Assert.Equal(1, finding.Right - finding.Left);
    }

    [Fact]
    public void Printed_parts_equal_to_the_total_leave_room_for_a_blank_zero()
    {
        var report = Balanced("2021");
        var blanked = report.With(Part, CellValue.Blank).With(Total, report.Count(Total) - report.Count(Part));

        Assert.DoesNotContain(Check(blanked).Findings, finding => finding.Id == Row);
    }

    [Fact]
    public void A_blank_total_breaks_nothing()
    {
        var result = Check(Balanced("2021").With(Total, CellValue.Blank));

        Assert.Empty(result.Findings);
        Assert.Equal([Row, "2021.table3.flow@total"], result.NotAssessable.OrderByDescending(id => id));
    }

    [Fact]
    public void An_uncertain_cell_leaves_every_rule_that_touches_it_open_even_if_no_reading_fits()
    {
        var result = Check(Balanced("2021").With(Total, Uncertain(1, 2)));

        Assert.Empty(result.Findings);
        Assert.Equal([Row, "2021.table3.flow@total"], result.NotAssessable.OrderByDescending(id => id));
    }

    [Fact]
    public void An_uncertain_amount_leaves_the_rule_on_its_unit_open()
    {
        var amounts = new CellValue(CellState.Uncertain)
        {
            Alternatives = [CellValue.Amount(7, AmountUnit.Unspecified), CellValue.Amount(72, AmountUnit.Unspecified)],
        };

        var result = Check(Balanced("2014").With("f2014.staff.special_funds", amounts));

        Assert.Empty(result.Findings);
        Assert.Equal(["2014.staff.special_funds.unit"], result.NotAssessable);
    }

    [Fact]
    public void A_row_of_blanks_is_not_spoken_of()
    {
        var report = FormRows.Columns.Aggregate(
            Balanced("2021"), (r, column) =>
                r.With($"applications.outcome.not_processed.repeated@{column}", CellValue.Blank));

        Assert.DoesNotContain(
            Check(report).NotAssessable, id => id.EndsWith("not_processed.repeated", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_is_only_plausible_is_not_assessed_with_a_blank()
    {
        var result = Check(Balanced("2019").With("actions.penalty.items_prev_year", CellValue.Blank)
            .With("actions.penalty.items_change", -5));

        Assert.Empty(result.Findings);
        Assert.Equal(["2019.table2.items@actions.penalty"], result.NotAssessable);
    }

    [Fact]
    public void A_local_row_that_is_not_printed_is_no_gap()
    {
        var report = Balanced("2014-beijing");
        var tables = report.Tables.Select(table => table with
        {
            Cells = table.Cells.Where(cell => cell.Key != "f2014.proactive.key_areas.audit")
                .ToDictionary(cell => cell.Key, cell => cell.Value),
        });
        var audit = report.Count("f2014.proactive.key_areas.audit");
        var without = (report with { Tables = [.. tables] }).Add("f2014.proactive.key_areas.total", -audit);

        var result = Check(without);

        Assert.Empty(result.Findings);
        Assert.Empty(result.NotAssessable);
    }

    [Fact]
    public void A_printed_zero_needs_no_unit_and_a_blank_amount_neither()
    {
        var zero = CellValue.Amount(0, AmountUnit.Unspecified);

        Assert.Empty(Check(Balanced("2014").With("f2014.staff.special_funds", zero)).Findings);
        Assert.Empty(Check(Balanced("2014").With("f2014.staff.special_funds", CellValue.Blank)).Findings);
    }

    [Theory]
    [InlineData(DivisionLevel.Unspecified, OrganKind.Unspecified)]
    [InlineData(DivisionLevel.Province, OrganKind.Unspecified)]
    [InlineData(DivisionLevel.Unspecified, OrganKind.Department)]
    public void Regulations_of_an_organ_that_is_not_known_are_not_assessed(DivisionLevel level, OrganKind kind)
    {
        var result = FormCatalog.Default.Check(
            Balanced("2021").With("disclosure.regulations.issued", 2), new(level, kind));

        Assert.Empty(result.Findings);
        Assert.Equal(["2021.table2.regulations"], result.NotAssessable);
    }

    [Theory]
    [InlineData(DivisionLevel.County, OrganKind.Unspecified, 1)]
    [InlineData(DivisionLevel.Township, OrganKind.Township, 1)]
    [InlineData(DivisionLevel.Province, OrganKind.Department, 1)]
    [InlineData(DivisionLevel.Prefecture, OrganKind.Zone, 1)]
    [InlineData(DivisionLevel.Province, OrganKind.VerticalSystem, 1)]
    [InlineData(DivisionLevel.Prefecture, OrganKind.PublicInstitution, 1)]
    [InlineData(DivisionLevel.Prefecture, OrganKind.Government, 0)]
    [InlineData(DivisionLevel.Province, OrganKind.GeneralOffice, 0)]
    [InlineData(DivisionLevel.Nation, OrganKind.Department, 0)]
    [InlineData(DivisionLevel.Nation, OrganKind.VerticalSystem, 0)]
    public void Only_the_nation_provinces_and_cities_make_regulations(
        DivisionLevel level, OrganKind kind, int findings) =>
        Assert.Equal(findings, FormCatalog.Default
            .Check(Balanced("2021").With("disclosure.regulations.issued", 2)
                .With("disclosure.regulations.repealed", CellValue.Blank), new(level, kind))
            .Findings.Count(finding => finding.Strength == FindingStrength.Info));

    private static CheckResult Check(ReportContent report) => FormCatalog.Default.Check(report, Breaks.City);
}
