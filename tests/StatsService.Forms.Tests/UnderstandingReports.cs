using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

public sealed class UnderstandingReports
{
    private const string Cell = "applications.received_new@total";
    private const string CellPath = $"tables[0].cells[\"{Cell}\"]";
    private const string Amount = "fees.administrative.amount_10k_yuan";
    private static readonly ReportTable Table3 = new(
        "table3", "2021", new Dictionary<string, CellValue> { [Cell] = CellValue.Count(3) });

    [Fact]
    public void A_report_with_wrong_sums_is_understood() =>
        Assert.Empty(Problems(Balanced("2021").Add(Cell, 1000).State(Stated("t1", 1, "applications.received"))));

    [Theory]
    [InlineData("UNKNOWN_FORM", "tables[0].form", "2022", "table3", Cell, "2021")]
    [InlineData("UNKNOWN_TABLE", "tables[0].table", "2021", "tabel3", Cell, "table3")]
    [InlineData("UNKNOWN_CELL", "tables[0].cells[\"applications.recieved_new@total\"]", "2021", "table3",
        "applications.recieved_new@total", Cell)]
    [InlineData("UNKNOWN_CELL", "tables[0].cells[\"reviews.total\"]", "2021", "table3", "reviews.total", null)]
    [InlineData("UNKNOWN_CELL", "tables[0].cells[\"x\"]", "2021", "table3", "x", null)]
    public void An_unknown_name_comes_with_the_nearest_one(
        string reason, string path, string form, string table, string cell, string? nearest)
    {
        var report = new ReportTable(table, form, new Dictionary<string, CellValue> { [cell] = CellValue.Count(3) });

        Assert.Equal((reason, path, nearest), Only(Of(report)));
    }

    [Fact]
    public void A_cell_of_another_table_says_where_it_belongs() => Assert.Contains(
        "table4", Problems(Of(With("reviews.total", CellValue.Count(1))))[0].Message.En,
        StringComparison.Ordinal);

    [Fact]
    public void A_table_is_there_once() =>
        Assert.Equal(("DUPLICATE_TABLE", "tables[1].table", null),
            Only(new(2021, Scope.Organ, [Table3, Table3 with { Form = "2019" }], [])));

    [Theory]
    [InlineData("-1", false, "NEGATIVE_COUNT")]
    [InlineData("1.5", false, "CELL_TYPE_MISMATCH")]
    [InlineData("1000000000001", false, "INVALID_VALUE")]
    [InlineData("3", true, "CELL_TYPE_MISMATCH")]
    public void A_count_is_a_whole_number_from_0(string number, bool isAmount, string reason)
    {
        var value = new CellValue(CellState.Number) { Value = Number(number), IsAmount = isAmount };

        Assert.Equal((reason, CellPath, null), Only(Of(With(Cell, value))));
    }

    [Fact]
    public void Only_a_change_may_be_negative()
    {
        var report = Balanced("2019");

        Assert.Empty(Problems(report.With("actions.penalty.items_change", -8)));
        Assert.Equal("NEGATIVE_COUNT", Only(report.With("actions.penalty.items_prev_year", -8)).Reason);
    }

    [Theory]
    [InlineData("24252.311082", AmountUnit.TenThousandYuan, true, null)]
    [InlineData("24252.3110820", AmountUnit.Unspecified, true, null)]
    [InlineData("24252.3110821", AmountUnit.TenThousandYuan, true, "CELL_TYPE_MISMATCH")]
    [InlineData("99999999999999", AmountUnit.Unspecified, true, null)]
    [InlineData("100000000000000", AmountUnit.Unspecified, true, "CELL_TYPE_MISMATCH")]
    [InlineData("-1", AmountUnit.TenThousandYuan, true, "CELL_TYPE_MISMATCH")]
    [InlineData("5", AmountUnit.Yuan, true, "CELL_TYPE_MISMATCH")]
    [InlineData("5", AmountUnit.Unspecified, false, "CELL_TYPE_MISMATCH")]
    public void An_amount_has_14_and_6_digits_and_the_unit_of_the_form(
        string number, AmountUnit unit, bool isAmount, string? reason)
    {
        var value = new CellValue(CellState.Number) { Value = Number(number), Unit = unit, IsAmount = isAmount };

        Assert.Equal(reason, Problems(Balanced("2021").With(Amount, value)).SingleOrDefault()?.Reason);
    }

    [Fact]
    public void Where_the_form_has_no_unit_any_is_understood() =>
        Assert.Empty(Problems(Balanced("2019")
            .With("procurement.centralized.amount_yuan", CellValue.Amount(6, AmountUnit.TenThousandYuan))));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void An_uncertain_cell_has_2_to_20_alternatives(int alternatives, bool refused)
    {
        var value = Uncertain([.. Enumerable.Range(0, alternatives).Select(n => (long)n)]);

        var problems = Problems(Of(With(Cell, value))).Select(problem => (problem.Reason, problem.Path));

        Assert.Equal(refused ? [("INVALID_VALUE", CellPath)] : [], problems);
    }

    [Fact]
    public void Every_alternative_is_a_value_of_the_cell()
    {
        var value = Uncertain() with { Alternatives = [CellValue.Count(-3), CellValue.Blank, Uncertain(1, 2)] };

        Assert.Equal(
            [("NEGATIVE_COUNT", CellPath + ".alternatives[0]"), ("INVALID_VALUE", CellPath + ".alternatives[2]")],
            Problems(Of(With(Cell, value))).Select(problem => (problem.Reason, problem.Path)));
    }

    [Fact]
    public void A_cell_is_a_number_or_a_gap_and_not_both()
    {
        Assert.Equal("INVALID_VALUE", Only(Of(With(Cell, new CellValue(CellState.Blank) { Value = 3 }))).Reason);
        Assert.Equal("INVALID_VALUE",
            Only(Of(With(Cell, CellValue.Count(3) with { Alternatives = [CellValue.Count(4)] }))).Reason);
    }

    [Fact]
    public void Scopes_are_given_once_and_for_sections_of_the_table()
    {
        var table = Balanced("2019").Tables[0] with
        {
            SectionScopes = [new("table2.item5", Scope.Level), new("table2.item5", Scope.Region),
                new("table2.item7", Scope.Level)],
        };

        Assert.Equal(
            ["tables[0].section_scopes[2].section", "tables[0].section_scopes[1].section"],
            Problems(new(2019, Scope.Region, [table], [])).Select(problem => problem.Path));
    }

    [Fact]
    public void What_can_be_understood_of_a_report_is_kept()
    {
        var report = Balanced("2021").With(Cell, -1)
            .State(Stated("t1", 3, "applications.recieved"), Stated("t2", 3, "proactive.total"));
        var withUnknown = report with { Tables = [.. report.Tables, Table3 with { Form = "2022" }] };

        var kept = FormCatalog.Default.Understandable(withUnknown);

        Assert.Empty(Problems(kept));
        Assert.Equal(["table2", "table3", "table4"], kept.Tables.Select(table => table.Table));
        Assert.Equal(report.Tables.Sum(table => table.Cells.Count) - 1, kept.Tables.Sum(table => table.Cells.Count));
        Assert.Equal(["t2"], kept.StatedFigures.Select(figure => figure.Id));
    }

    [Fact]
    public void A_flood_of_unknown_names_is_answered_quickly_and_without_suggestions()
    {
        var cells = Enumerable.Range(0, 20_000)
            .ToDictionary(n => $"applications.received_new@{n}", _ => CellValue.Blank);
        var figures = Enumerable.Range(0, 1_000).Select(n => Stated($"t{n}", n, $"applications.received.{n}"));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var problems = Problems(new(2021, Scope.Organ, [Table3 with { Cells = cells }], [.. figures]));

        Assert.Equal(21_000, problems.Count);
        Assert.InRange(problems.Count(problem => problem.Suggestion is not null), 1, 20);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    private static ReportContent Of(ReportTable table) => new(2021, Scope.Organ, [table], []);

    private static ReportTable With(string code, CellValue value) =>
        Table3 with { Cells = new Dictionary<string, CellValue> { [code] = value } };

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static IReadOnlyList<ContentProblem> Problems(ReportContent report) => FormCatalog.Default.Problems(report);

    private static (string Reason, string Path, string? Suggestion) Only(ReportContent report)
    {
        var problem = Assert.Single(Problems(report));
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*[。？]$", problem.Message.Zh);
        Assert.Matches(@"^.*[.?]$", problem.Message.En);
        return (problem.Reason, problem.Path, problem.Suggestion);
    }
}
