using static StatsService.Forms.Tests.Support.TwoYears;

namespace StatsService.Forms.Tests;

/// <summary>The same section of two reports, cell by cell: the same, different, or left open.</summary>
public sealed class SectionsOfTwoReports
{
    private const string Licensing = "actions.licensing.decisions";

    [Theory]
    [InlineData(9, 9, "same")]
    [InlineData(9, 900, "different")]
    [InlineData(0, null, "open")]
    [InlineData(null, 5, "open")]
    [InlineData(null, null, "same")]
    public void A_blank_is_no_number_and_may_be_any(int? one, int? other, string outcome) =>
        Assert.Equal(outcome, Compare(Table("2021", (Licensing, one)), Table("2021", (Licensing, other))));

    [Theory]
    [InlineData(12, AmountUnit.Unspecified, "same")]
    [InlineData(120_000, AmountUnit.Yuan, "same")]
    [InlineData(12, AmountUnit.Yuan, "different")]
    public void Amounts_are_compared_in_yuan(int other, AmountUnit unit, string outcome)
    {
        const string Fees = "fees.administrative.amount_10k_yuan";
        Assert.Equal(outcome, Compare(
            Table("2021", (Fees, CellValue.Amount(12, AmountUnit.TenThousandYuan))),
            Table("2021", (Fees, CellValue.Amount(other, unit)))));
    }

    [Theory]
    [InlineData(5, AmountUnit.Unspecified, "same")]
    [InlineData(6, AmountUnit.Unspecified, "open")]
    [InlineData(6, AmountUnit.Yuan, "open")]
    public void An_amount_of_unknown_unit_may_be_any_but_the_same_as_itself(
        int other, AmountUnit unit, string outcome)
    {
        const string Procurement = "procurement.centralized.amount_yuan";
        Assert.Equal(outcome, Compare(
            Table("2019", (Procurement, CellValue.Amount(5, AmountUnit.Unspecified))),
            Table("2019", (Procurement, CellValue.Amount(other, unit)))));
    }

    [Fact]
    public void An_uncertain_cell_leaves_it_open() => Assert.Equal("open", Compare(
        Table("2021", (Licensing, new CellValue(CellState.Uncertain)
        {
            Alternatives = [CellValue.Count(3), CellValue.Count(8)],
        })),
        Table("2021", (Licensing, 9))));

    [Fact]
    public void Cells_that_differ_are_named_where_others_are_left_open()
    {
        const string Coercion = "actions.coercion.decisions";

        var check = Checks(
            Table("2021", ("actions.penalty.decisions", 1), (Coercion, null)),
            Table("2021", ("actions.penalty.decisions", 2), (Coercion, 7))).Single();

        var different = check.Differing.Single();
        Assert.Equal(("table2.item6", "actions.penalty.decisions"), (check.Section.Id, different.Other.Cell));
        Assert.Equal((1, 2), (different.Left, different.Right));
    }

    [Fact]
    public void A_section_of_which_nothing_is_printed_is_not_given() => Assert.Equal("same", Compare(
        Table("2021", (Licensing, 9)), Table("2021", ("actions.penalty.decisions", 4))));

    [Theory]
    [InlineData(0, "same")]
    [InlineData(3, "open")]
    public void A_local_row_that_is_not_printed_does_no_harm_beside_a_0(int local, string outcome)
    {
        var (row, cell) = LocalCell();
        Assert.Equal(outcome, Compare(Table("2019", (row, 9), (cell, local)), Table("2019", (row, 9))));
        Assert.Equal(outcome, Compare(Table("2019", (row, 9)), Table("2019", (row, 9), (cell, local))));
    }

    [Fact]
    public void On_another_form_cells_that_measure_the_same_are_compared()
    {
        const string Received = "applications.received_new@total";

        Assert.Equal("same", Compare(Table("2019", (Received, 9)), Table("2021", (Received, 9))));
        Assert.Equal("different", Compare(Table("2019", (Received, 9)), Table("2021", (Received, 90))));
    }

    private static (string Row, string Local) LocalCell()
    {
        var local = FormCatalog.Default.Forms["2019"].Cells.Values.First(cell => cell.Optional);
        var row = FormCatalog.Default.Forms["2019"].Cells.Values
            .First(cell => !cell.Optional && cell.Section == local.Section && cell.Type == local.Type);
        return (row.Code, local.Code);
    }

    private static string Compare(ReportTable one, ReportTable other) => Checks(one, other) switch
    {
        [] => "same",
        [{ IsOpen: true }] => "open",
        _ => "different",
    };

    private static IReadOnlyList<SectionCheck> Checks(ReportTable one, ReportTable other) =>
        FormCatalog.Default.CheckSections(Part(2023, one), Part(2023, other));
}
