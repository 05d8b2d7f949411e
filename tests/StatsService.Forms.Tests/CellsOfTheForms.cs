using StatsService.Country;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

public sealed class CellsOfTheForms
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    [Theory]
    [InlineData("2014", "table1", 58)]
    [InlineData("2014-beijing", "table1", 58 + 13)]
    [InlineData("2019", "table2", 22 + (8 * 3))]
    [InlineData("2019", "table3", 7 * 23)]
    [InlineData("2019", "table4", 15)]
    [InlineData("2019-hubei", "table2", 22 + (8 * 3) + 3)]
    [InlineData("2021", "table2", 10)]
    [InlineData("2021", "table3", 7 * 25)]
    [InlineData("2021", "table4", 15)]
    [InlineData("fujian", "table1", 22 * 2)]
    public void A_table_has_so_many_cells(string form, string table, int cells) =>
        Assert.Equal(cells, Catalog.Form(form)!.Table(table)!.Cells.Count);

    [Fact]
    public void The_2014_form_has_the_rows_of_the_dictionary() => Assert.Equal(
        FormRows.Rows2014.Select(row => "f2014." + row),
        Catalog.Form("2014")!.Table("table1")!.Cells.Select(cell => cell.Code));

    [Theory]
    [InlineData("2019")]
    [InlineData("2021")]
    public void Table_3_has_the_rows_and_columns_of_the_dictionary_in_printed_order(string form)
    {
        var cells = Catalog.Form(form)!.Table("table3")!.Cells;

        Assert.Equal(
            FormRows.Table3Rows(form).SelectMany(row => FormRows.Columns.Select(column => $"{row}@{column}")),
            cells.Select(cell => cell.Code));
        Assert.Equal(
            Enumerable.Range(0, cells.Count).Select(i => (1 + (i / 7), 1 + (i % 7))),
            cells.Select(cell => (cell.PrintedRow, cell.PrintedColumn)));
    }

    [Theory]
    [InlineData("2019")]
    [InlineData("2021")]
    public void Table_4_is_printed_in_one_row_of_15_columns(string form)
    {
        var cells = Catalog.Form(form)!.Table("table4")!.Cells;

        Assert.All(cells, cell => Assert.Equal(1, cell.PrintedRow));
        Assert.Equal(Enumerable.Range(1, 15), cells.Select(cell => cell.PrintedColumn));
    }

    [Fact]
    public void The_eight_local_rows_of_2019_are_optional_parts_of_one_row()
    {
        var optional = Catalog.Form("2019")!.Cells.Values.Where(cell => cell.Optional).ToList();

        Assert.Equal(
            FormRows.SubRows.SelectMany(row => new[] { "items_prev_year", "items_change", "decisions" }
                .Select(column => ($"actions.other_external.{row}.{column}", $"actions.other_external.{column}"))),
            optional.Select(cell => (cell.Code, cell.Parent!)));
    }

    [Theory]
    [InlineData("2019", "actions.penalty.items_change", CellType.SignedCount, "项", AmountUnit.Unspecified)]
    [InlineData("2019", "actions.penalty.decisions", CellType.Count, "件", AmountUnit.Unspecified)]
    [InlineData("2019", "procurement.centralized.amount_yuan", CellType.Amount, "", AmountUnit.Unspecified)]
    [InlineData("2021", "fees.administrative.amount_10k_yuan", CellType.Amount, "万元", AmountUnit.TenThousandYuan)]
    [InlineData("2014", "f2014.staff.special_funds", CellType.Amount, "万元", AmountUnit.Unspecified)]
    [InlineData("2014", "f2014.training.trainees_person_times", CellType.Count, "人次", AmountUnit.Unspecified)]
    [InlineData("fujian", "fj.fees.waived_yuan@cumulative", CellType.Amount, "元", AmountUnit.Yuan)]
    public void A_cell_has_its_type_and_unit(
        string form, string code, CellType type, string unit, AmountUnit amountUnit)
    {
        var cell = Catalog.Form(form)!.Cells[code];

        Assert.Equal((type, unit, amountUnit), (cell.Type, cell.Unit, cell.AmountUnit));
    }

    [Fact]
    public void Money_and_changes_are_where_the_dictionary_has_them() => Assert.Equal(
        [
            "2014 f2014.fees.request_charges Amount", "2014 f2014.staff.special_funds Amount",
            "2019 actions.coercion.items_change SignedCount", "2019 actions.licensing.items_change SignedCount",
            "2019 actions.other_external.items_change SignedCount", "2019 actions.penalty.items_change SignedCount",
            "2019 fees.administrative.items_change SignedCount", "2019 procurement.centralized.amount_yuan Amount",
            "2021 fees.administrative.amount_10k_yuan Amount",
        ],
        Catalog.Forms.Values.Where(form => !form.Extension)
            .SelectMany(form => form.Cells.Values.Where(cell => cell.Type != CellType.Count && !cell.Optional)
                .Select(cell => $"{form.Id} {cell.Code} {cell.Type}"))
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("2019", "table2", "table2.item1 table2.item5 table2.item6 table2.item8 table2.item9")]
    [InlineData("2019", "table3", "table3")]
    [InlineData("2021", "table2", "table2.item1 table2.item5 table2.item6 table2.item8")]
    [InlineData("2021", "table4", "table4")]
    [InlineData("2014", "table1", "table1")]
    [InlineData("2019-hubei", "table2", "table2.item1 table2.item5 table2.item6 table2.item8 table2.item9")]
    public void A_table_has_its_sections(string form, string table, string sections)
    {
        var found = Catalog.Form(form)!.Table(table)!;

        Assert.Equal(sections.Split(' '), found.Sections.Select(section => section.Id));
        Assert.Equal(sections.Split(' '), found.Cells.Select(cell => cell.Section).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void An_extension_has_the_cells_of_its_form_unchanged_and_prints_its_own_where_they_belong()
    {
        var national = Catalog.Form("2014")!.Cells.Values;
        var beijing = Catalog.Form("2014-beijing")!;

        Assert.Equal(national.Select(cell => (cell.Code, cell.Number)),
            beijing.Cells.Values.Where(cell => cell.Number < 1000).Select(cell => (cell.Code, cell.Number)));
        Assert.Equal(
            ["f2014.proactive.normative_documents_made_total", "f2014.proactive.key_areas.total"],
            beijing.Table("table1")!.Cells.Where(cell => cell.PrintedRow is 3 or 4).Select(cell => cell.Code));
        Assert.All(beijing.Cells.Values.Where(cell => cell.Number >= 1000), cell => Assert.True(cell.Optional));
    }

    [Fact]
    public void Every_parent_is_a_row_of_the_same_form() => Assert.All(
        Catalog.Forms.Values.SelectMany(
            form => form.Cells.Values.Where(cell => cell.Parent is not null).Select(cell => (form, cell))),
        item => Assert.Contains(item.form.Cells.Values, cell => cell.Row == item.cell.Parent));

    [Fact]
    public void Every_label_is_there_in_both_languages() => Assert.All(
        Catalog.Forms.Values.SelectMany(form => form.Cells.Values),
        cell =>
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", cell.Label.Zh);
            Assert.Matches("^[A-Za-z][ -~]*$", cell.Label.En);
        });

    [Theory]
    [InlineData("2021", "applications.outcome.other_handling.correction_overdue@total", "逾期不补正")]
    [InlineData("2019", "applications.outcome.not_disclosed.prohibited_by_law@total", "其他法律行政止公开")]
    [InlineData("2021", "reviews.total", "政府信息公开行政法复议")]
    [InlineData("2021", "disclosure.normative_documents.in_force", "规范性文件")]
    public void Known_misprints_of_a_row_are_variants_of_its_label(string form, string code, string variant) =>
        Assert.Contains(variant, Catalog.Form(form)!.Cells[code].Variants);

    [Theory]
    [InlineData(2013, null)]
    [InlineData(2014, "2014")]
    [InlineData(2018, "2014")]
    [InlineData(2019, "2019")]
    [InlineData(2020, "2019")]
    [InlineData(2021, "2021")]
    [InlineData(2031, "2021")]
    public void A_year_has_its_national_form(int year, string? form) => Assert.Equal(form, Catalog.FormFor(year)?.Id);
}
