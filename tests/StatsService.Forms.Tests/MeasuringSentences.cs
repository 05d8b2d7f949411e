using StatsService.Forms.Tests.Support;
using static StatsService.Forms.FigureCondition;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

public sealed class MeasuringSentences
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly ReportContent Empty = new(2016, Scope.Region, [], []);

    /// <summary>高明 2016: a report without a table.</summary>
    private static readonly ReportContent Gaoming = Empty.State(
        Stated("t1", 15, "replies.agreed"), Stated("t2", 1, "replies.already_disclosed"),
        Stated("t3", 4, "replies.partially_agreed"), Stated("t4", 32, "replies.total"),
        Stated("t5", 1, "reviews.reconsideration.total"));

    [Fact]
    public void The_crosswalk_sums_over_sentences_too()
    {
        var granted = Measure(Gaoming, "applications.granted");

        Expect(16, [Near, StatedInText], granted);
        Assert.Equal(["t2", "t1"], granted.Cells);
        Expect(20, [Derived, Near, StatedInText], Measure(Gaoming, "applications.granted_any"));
        Expect(4, [StatedInText], Measure(Gaoming, "applications.partially_granted"));
    }

    [Fact]
    public void A_row_of_the_2014_form_is_only_nearly_what_the_indicator_means_in_a_sentence_as_well() =>
        Expect(1, [Near, StatedInText], Measure(Gaoming, "reviews.reconsideration.total"));

    [Fact]
    public void A_crosswalk_with_a_row_that_no_sentence_has_is_partial() =>
        Expect(15, [Partial, Near, StatedInText],
            Measure(Empty.State(Stated("t1", 15, "replies.agreed")), "applications.granted"));

    [Fact]
    public void What_nothing_states_is_not_reported_or_not_on_the_form_of_the_year()
    {
        Expect(null, [NotReported], Measure(Gaoming, "applications.received"));
        Expect(null, [NotOnForm], Measure(Gaoming, "applications.carried_in"));
        Expect(null, [NotReported], Measure(Gaoming, "proactive.kind.business"));
        Expect(null, [NotReported], Measure(Empty with { Year = 2011 }, "applications.received"));
    }

    [Fact]
    public void A_sentence_never_replaces_a_number_of_a_table()
    {
        var report = Balanced("2014").State(Stated("t1", 9999, "applications.received"));

        Expect(report.Count("f2014.requests.received"), [], Measure(report, "applications.received"));
    }

    [Theory]
    [InlineData(CellState.Blank, 7)]
    [InlineData(CellState.NotPrinted, 7)]
    [InlineData(CellState.Unreadable, 7)]
    [InlineData(CellState.Uncertain, null)]
    public void A_sentence_stands_in_where_the_table_has_no_number_but_does_not_settle_an_uncertain_one(
        CellState state, int? value)
    {
        var report = Balanced("2014").With("f2014.complaints.total", new CellValue(state))
            .State(Stated("t1", 7, "resources.complaints"));

        var condition = value is null ? FigureCondition.Uncertain : StatedInText;
        Expect(value, [condition], Measure(report, "resources.complaints"));
    }

    [Fact]
    public void Tables_only_leaves_sentences_out() => Assert.Equal(
        [NotReported], Catalog.Measure(Catalog.Parts(Gaoming)[0], "replies.total", tablesOnly: true).Conditions);

    [Fact]
    public void A_sentence_on_another_year_is_no_figure_of_the_year_of_the_report()
    {
        var before = Stated("t1", 29070, "proactive.total") with { Year = 2015 };
        var own = Stated("t2", 34207, "proactive.total") with { Year = 2016 };

        Expect(null, [NotReported], Measure(Empty.State(before), "proactive.total"));
        Expect(34207, [StatedInText], Measure(Empty.State(before, own), "proactive.total"));
    }

    [Fact]
    public void A_sentence_counts_for_its_best_fit_only()
    {
        var report = (Empty with { Year = 2019 })
            .State(Stated("t1", 182, "applications.accepted", "applications.received"));

        Expect(182, [StatedInText], Measure(report, "applications.accepted"));
        Expect(null, [NotReported], Measure(report, "applications.received"));
    }

    [Fact]
    public void Sentences_that_differ_leave_the_figure_uncertain()
    {
        var twice = Empty.State(Stated("t1", 5, "replies.total"), Stated("t2", 5, "replies.total"));

        Expect(5, [StatedInText], Measure(twice, "replies.total"));
        Expect(null, [FigureCondition.Uncertain],
            Measure(twice.State(Stated("t3", 6, "replies.total")), "replies.total"));
    }

    [Fact]
    public void A_stated_amount_needs_its_unit()
    {
        StatedFigure Fee(AmountUnit unit) =>
            new("t1", ["fees.information_processing.collected"], CellValue.Amount(400, unit));
        var report = Empty with { Year = 2025 };

        Expect(400, [StatedInText],
            Measure(report.State(Fee(AmountUnit.Yuan)), "fees.information_processing.collected"));
        Expect(null, [Unreadable],
            Measure(report.State(Fee(AmountUnit.Unspecified)), "fees.information_processing.collected"));
    }

    private static void Expect(decimal? value, FigureCondition[] conditions, Measured measured) =>
        Assert.Equal((value, string.Join(' ', conditions)), (measured.Value, string.Join(' ', measured.Conditions)));

    private static Measured Measure(ReportContent report, string indicator) =>
        Catalog.Measure(Catalog.Parts(report)[0], indicator);
}
