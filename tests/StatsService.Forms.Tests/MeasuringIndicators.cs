using StatsService.Country;
using StatsService.Forms.Tests.Support;
using static StatsService.Forms.FigureCondition;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

public sealed class MeasuringIndicators
{
    private const string Repeated = "applications.outcome.not_processed.repeated@total";
    private static readonly ReportContent Report = Balanced("2021");

    [Fact]
    public void A_printed_cell_is_the_figure_and_names_itself()
    {
        var measured = Measure(Report, "applications.received");

        Assert.Equal(Report.Count("applications.received_new@total"), measured.Value);
        Assert.Equal(["applications.received_new@total"], measured.Cells);
        Assert.Empty(measured.Conditions);
    }

    [Fact]
    public void Each_applicant_kind_has_its_column()
    {
        foreach (var (kind, column) in Enum.GetValues<ApplicantKind>().Zip(["total", .. FormRows.Applicants]))
        {
            Assert.Equal(Report.Count($"applications.carried_in@{column}"),
                Measure(Report, "applications.carried_in", kind).Value);
        }

        Assert.Equal([NotOnForm],
            Measure(Report, "reviews.reconsideration.total", ApplicantKind.NaturalPerson).Conditions);
        Assert.Equal([NotOnForm],
            Measure(Balanced("2014"), "applications.received", ApplicantKind.NaturalPerson).Conditions);
    }

    [Theory]
    [InlineData(CellState.Blank, Blank)]
    [InlineData(CellState.NotApplicable, FigureCondition.NotApplicable)]
    [InlineData(CellState.Unreadable, Unreadable)]
    [InlineData(CellState.NotPrinted, NotPrinted)]
    [InlineData(CellState.Uncertain, FigureCondition.Uncertain)]
    public void A_cell_without_a_number_has_no_value_and_one_reason(CellState state, FigureCondition reason) => Expect(
        null, [reason], Measure(Report.With(Repeated, new CellValue(state)), "applications.not_processed.repeated"));

    [Fact]
    public void A_table_that_is_not_there_is_not_reported() =>
        Expect(null, [NotReported], Measure(Report with { Tables = [Report.Tables[0]] }, "applications.received"));

    [Theory]
    [InlineData("2021", "procurement.centralized.projects")]
    [InlineData("2019", "applications.otherwise_handled.fee_overdue")]
    [InlineData("2014", "applications.carried_in")]
    [InlineData("2014", "applications.accepted")]
    [InlineData("2019", "proactive.total")]
    public void What_the_form_does_not_ask_is_not_on_the_form(string form, string indicator) =>
        Expect(null, [NotOnForm], Measure(Balanced(form), indicator));

    [Fact]
    public void A_table_on_another_form_does_not_have_what_only_the_first_form_asks()
    {
        var hybrid = new ReportContent(2023, Scope.Organ, [Report.Tables[0], Balanced("2019").Tables[1]], []);

        Expect(null, [NotOnForm], Measure(hybrid, "applications.otherwise_handled.fee_overdue"));
        Assert.Equal(hybrid.Count("applications.outcome.other_handling.total@total"),
            Measure(hybrid, "applications.otherwise_handled").Value);
        Expect(null, [NotReported], Measure(hybrid, "reviews.reconsideration.total"));
    }

    [Fact]
    public void A_subtotal_that_no_form_prints_is_derived()
    {
        var parts = FormRows.Outcomes("2021").Where(row => row.StartsWith("not_processed", StringComparison.Ordinal))
            .Select(row => $"{FormRows.Out}{row}@total").ToList();

        var measured = Measure(Report, "applications.not_processed");

        Expect(parts.Sum(Report.Count), [Derived], measured);
        Assert.Equal(parts, measured.Cells);
    }

    [Fact]
    public void Otherwise_handled_is_printed_in_2019_and_derived_since_2021()
    {
        Assert.Empty(Measure(Balanced("2019"), "applications.otherwise_handled").Conditions);
        Assert.Equal([Derived], Measure(Report, "applications.otherwise_handled").Conditions);
    }

    [Fact]
    public void A_sum_with_a_blank_that_may_be_anything_is_partial()
    {
        var report = Report.With(Repeated, CellValue.Blank).With("applications.outcome.total@total", CellValue.Blank);

        Expect(Measure(Report, "applications.not_processed").Value - Report.Count(Repeated), [Partial, Derived],
            Measure(report, "applications.not_processed"));
    }

    [Fact]
    public void A_blank_that_an_identity_proves_to_be_zero_leaves_the_sum_whole_but_stays_blank()
    {
        var zero = Report.Add("applications.outcome.total@total", -Report.Count(Repeated))
            .With(Repeated, CellValue.Blank);

        Assert.Equal([Derived], Measure(zero, "applications.not_processed").Conditions);
        Expect(null, [Blank], Measure(zero, "applications.not_processed.repeated"));
    }

    [Fact]
    public void What_one_identity_proves_helps_the_next()
    {
        // The row proves the natural persons' blank to be 0, and that completes their column for the other blank.
        var other = "applications.outcome.not_processed.confirm_or_reissue@natural_person";
        var mine = "applications.outcome.not_processed.repeated@natural_person";
        var report = Report
            .Add("applications.outcome.total@natural_person", -Report.Count(mine) - Report.Count(other))
            .Add(Repeated, -Report.Count(mine))
            .With(mine, CellValue.Blank)
            .With(other, CellValue.Blank)
            .With("applications.outcome.not_processed.confirm_or_reissue@total", CellValue.Blank);

        var part = Assert.Single(FormCatalog.Default.Parts(report));

        Assert.Contains(mine, part.Tables[1].ProvedZero);
        Assert.Contains(other, part.Tables[1].ProvedZero);
        Assert.DoesNotContain("applications.outcome.not_processed.confirm_or_reissue@total", part.Tables[1].ProvedZero);
    }

    [Fact]
    public void A_sum_of_nothing_but_blanks_is_blank()
    {
        var blank = FormRows.Outcomes("2021").Where(row => row.StartsWith("not_processed", StringComparison.Ordinal))
            .Aggregate(Report, (report, row) => report.With($"{FormRows.Out}{row}@total", CellValue.Blank));

        Expect(null, [Blank], Measure(blank, "applications.not_processed"));
    }

    [Fact]
    public void A_sum_with_an_uncertain_part_has_no_value() =>
        Expect(null, [FigureCondition.Uncertain],
            Measure(Report.With(Repeated, Uncertain(1, 2)), "applications.not_processed"));

    [Fact]
    public void A_row_that_is_not_printed_is_the_sum_of_its_local_rows()
    {
        var cells = FormRows.SubRows.ToDictionary(
            row => $"actions.other_external.{row}.items_prev_year", row => CellValue.Count(row.Length));
        cells["actions.other_external.decisions"] = CellValue.Count(794);
        var report = new ReportContent(2019, Scope.Level, [new("table2", "2019", cells)], []);

        Expect(FormRows.SubRows.Sum(row => row.Length), [Derived],
            Measure(report, "actions.other_external.items_previous_year"));
        Expect(794, [], Measure(report, "actions.other_external.decisions"));
        Expect(null, [NotPrinted], Measure(report, "actions.other_external.items_change"));
    }

    [Fact]
    public void A_local_row_that_is_not_printed_may_have_been_lost_and_leaves_the_sum_partial()
    {
        var cells = FormRows.SubRows[1..].ToDictionary(
            row => $"actions.other_external.{row}.items_prev_year", row => CellValue.Count(1));
        var report = new ReportContent(2019, Scope.Level, [new("table2", "2019", cells)], []);

        Expect(7, [Partial, Derived], Measure(report, "actions.other_external.items_previous_year"));
    }

    [Theory]
    [InlineData(AmountUnit.Yuan, 12.5)]
    [InlineData(AmountUnit.TenThousandYuan, 125000)]
    public void Amounts_are_answered_in_yuan(AmountUnit unit, double yuan) => Expect(
        (decimal)yuan, [],
        Measure(Balanced("2019").With("procurement.centralized.amount_yuan", CellValue.Amount(12.5m, unit)),
            "procurement.centralized.amount"));

    [Fact]
    public void An_amount_without_a_unit_is_no_figure_unless_it_is_0_or_the_form_has_the_unit()
    {
        ReportContent With(string form, string code, decimal value) =>
            Balanced(form).With(code, CellValue.Amount(value, AmountUnit.Unspecified));

        Expect(null, [Unreadable],
            Measure(With("2014", "f2014.staff.special_funds", 72505), "resources.special_funds"));
        Expect(0, [], Measure(With("2014", "f2014.staff.special_funds", 0), "resources.special_funds"));
        Expect(24252.311082m * 10000, [],
            Measure(With("2021", "fees.administrative.amount_10k_yuan", 24252.311082m), "fees.administrative.amount"));
    }

    [Fact]
    public void An_unknown_indicator_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => Measure(Report, "applications.revoked"));

    private static void Expect(decimal? value, FigureCondition[] conditions, Measured measured) =>
        Assert.Equal((value, string.Join(' ', conditions)), (measured.Value, string.Join(' ', measured.Conditions)));

    private static Measured Measure(
        ReportContent report, string indicator, ApplicantKind applicant = ApplicantKind.Unspecified) =>
        FormCatalog.Default.Measure(FormCatalog.Default.Parts(report)[0], indicator, applicant);
}
