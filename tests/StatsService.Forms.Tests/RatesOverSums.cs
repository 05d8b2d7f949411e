using FsCheck.Xunit;
using StatsService.Forms.Measuring;
using StatsService.Forms.Tests.Support;
using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Tests;

public sealed class RatesOverSums
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly ReportContent Report = Sample.Balanced("2021");
    private static readonly Rate Corrected = Rate("reviews.reconsideration.correction_rate");

    [Property(MaxTest = 100)]
    public void Of_one_part_they_are_its_rates(int seed)
    {
        foreach (var part in Catalog.Parts(AnyReports.Make(seed)))
        {
            foreach (var rate in Catalog.Rates)
            {
                Assert.Equal(
                    Said(Catalog.MeasureRate(part, rate.Numerator, rate.Denominator)),
                    Said(Divide(Sum(part), rate)));
            }
        }
    }

    [Fact]
    public void Both_sides_are_added_before_they_are_divided()
    {
        var sums = Sum(Reviews(4, 1), Reviews(4, 3));

        Assert.Equal("4 12 ", Said(Divide(sums, Corrected)));
    }

    [Fact]
    public void A_blank_of_one_report_that_nothing_proves_to_be_0_makes_the_rate_partial()
    {
        var blank = Report.With("reviews.other", CellValue.Blank);
        var proved = blank.Add("reviews.total", -Report.Count("reviews.other"));

        Assert.Contains(Partial, Divide(Report, blank).Conditions);
        Assert.DoesNotContain(Partial, Divide(Report, proved).Conditions);
    }

    [Fact]
    public void Reports_that_are_silent_on_one_side_only_make_it_partial()
    {
        var refused = Rate("applications.refusal_rate");
        var sums = Sum(Report, Sample.Balanced("2014"));

        Assert.Equal([Partial, Derived, Near], Divide(sums, refused).Conditions);
    }

    [Fact]
    public void A_report_that_is_silent_on_both_sides_does_not() =>
        Assert.Empty(Divide(Report, Report with { Tables = [Report.Tables[0]] }).Conditions);

    [Fact]
    public void An_uncertain_figure_is_left_out_and_alone_leaves_no_rate()
    {
        var uncertain = Report.With("reviews.corrected", Sample.Uncertain(1, 2));

        Assert.Equal([Partial], Divide(Report, uncertain).Conditions);
        Assert.Equal([FigureCondition.Uncertain], Divide(uncertain, uncertain).Conditions);
        Assert.Null(Divide(uncertain).Value);
    }

    [Fact]
    public void A_distinct_count_of_several_organs_is_neither_divided_nor_divided_by()
    {
        var (one, two) = (Sum(Sample.Balanced("2014")), Sum(Sample.Balanced("2014"), Sample.Balanced("2014")));
        string[] distinct = ["proactive.total"];
        string[] other = ["resources.complaints"];

        Assert.NotNull(SumsRate.Divide(one, Catalog.Slots, distinct, other).Value);
        Assert.Equal([NotAdditive], SumsRate.Divide(two, Catalog.Slots, distinct, other).Conditions);
        Assert.Equal([NotAdditive], SumsRate.Divide(two, Catalog.Slots, other, distinct).Conditions);
    }

    [Fact]
    public void One_disputed_figure_makes_the_rate_disputed()
    {
        var part = Catalog.Parts(Report)[0];
        var sums = Sum(Report, Report);
        sums.Add(Catalog.MeasureAll(part, new HashSet<string>(["reviews.upheld"])));

        Assert.Equal([Disputed], Divide(sums, Corrected).Conditions);
    }

    [Fact]
    public void Where_nothing_was_added_nothing_was_reported() =>
        Assert.Equal([NotReported], Divide(new FigureSums(Catalog), Corrected).Conditions);

    [Fact]
    public void Nothing_is_divided_by_0() =>
        Assert.Equal([NoDenominator], Divide(Reviews(0, 0), Reviews(0, 0)).Conditions);

    private static ReportContent Reviews(int upheld, int corrected) => Report
        .With("reviews.upheld", upheld).With("reviews.corrected", corrected).With("reviews.other", 0);

    private static MeasuredRate Divide(params ReportContent[] reports) => Divide(Sum(reports), Corrected);

    private static MeasuredRate Divide(FigureSums sums, Rate rate) =>
        SumsRate.Divide(sums, Catalog.Slots, rate.Numerator, rate.Denominator);

    private static Rate Rate(string name) => Catalog.Rates.First(rate => rate.Name == name);

    private static FigureSums Sum(params ReportContent[] reports) => Sum([.. reports.SelectMany(Catalog.Parts)]);

    private static FigureSums Sum(params ReportPart[] parts)
    {
        var sums = new FigureSums(Catalog);
        Array.ForEach(parts, part => sums.Add(Catalog.MeasureAll(part)));
        return sums;
    }

    private static string Said(MeasuredRate rate) =>
        $"{rate.Numerator:0.######} {rate.Denominator:0.######} {string.Join(' ', rate.Conditions)}";
}
