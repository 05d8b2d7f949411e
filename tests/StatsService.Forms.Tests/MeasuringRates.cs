using StatsService.Forms.Tests.Support;
using static StatsService.Forms.FigureCondition;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

public sealed class MeasuringRates
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly ReportContent Report = Balanced("2021");

    [Fact]
    public void A_rate_carries_what_it_was_divided_from()
    {
        var granted = Report.Count("applications.outcome.disclosed@total")
            + Report.Count("applications.outcome.partially_disclosed@total");
        var total = Report.Count("applications.outcome.total@total");

        var rate = Measure(Report, "applications.grant_rate");

        Assert.Equal((granted, (decimal)total, (double)granted / total),
            (rate.Numerator, rate.Denominator, rate.Value));
        Assert.Empty(rate.Conditions);
        Assert.Equal(3, rate.Cells.Count);
    }

    [Fact]
    public void The_correction_rate_leaves_pending_cases_out()
    {
        var report = Report.With("reviews.upheld", 5).With("reviews.corrected", 4).With("reviews.other", 3)
            .With("reviews.pending", 88);

        Assert.Equal(4d / 12, Measure(report, "reviews.reconsideration.correction_rate").Value);
    }

    [Theory]
    [InlineData("reviews.litigation_direct.correction_rate", 1d / 3)]
    [InlineData("reviews.litigation_after_reconsideration.correction_rate", 3d / 5)]
    [InlineData("reviews.litigation.correction_rate", 4d / 8)]
    public void Litigation_has_a_rate_for_each_way_and_for_both(string rate, double value)
    {
        var report = new[] { ("direct", 1, 1, 1), ("after_review", 1, 3, 1) }.Aggregate(Report, (r, kind) => r
            .With($"litigation.{kind.Item1}.upheld", kind.Item2)
            .With($"litigation.{kind.Item1}.corrected", kind.Item3)
            .With($"litigation.{kind.Item1}.other", kind.Item4));

        Assert.Equal(value, Measure(report, rate).Value);
    }

    [Fact]
    public void There_is_no_rate_without_a_denominator()
    {
        var none = Report.With("reviews.upheld", 0).With("reviews.corrected", 0).With("reviews.other", 0);
        var zero = Measure(none, "reviews.reconsideration.correction_rate");
        var absent = Measure(
            Report.With("applications.outcome.total@total", CellValue.Blank), "applications.grant_rate");

        Assert.Equal((0, 0m, null), (zero.Numerator, zero.Denominator, zero.Value));
        Assert.Equal([NoDenominator], zero.Conditions);
        Assert.Null(absent.Value);
        Assert.Equal([NoDenominator], absent.Conditions);
    }

    [Fact]
    public void A_blank_part_that_nothing_proves_to_be_zero_makes_it_partial()
    {
        var blank = Report.With("reviews.other", CellValue.Blank);
        var proved = blank.Add("reviews.total", -Report.Count("reviews.other"));

        Assert.Equal([Partial], Measure(blank, "reviews.reconsideration.correction_rate").Conditions);
        Assert.Empty(Measure(proved, "reviews.reconsideration.correction_rate").Conditions);
    }

    [Theory]
    [InlineData("applications.outcome.disclosed@total")]
    [InlineData("applications.outcome.total@total")]
    public void One_uncertain_part_leaves_no_rate(string code)
    {
        var rate = Measure(Report.With(code, Uncertain(3, 4)), "applications.grant_rate");

        Assert.Null(rate.Value);
        Assert.Equal([FigureCondition.Uncertain], rate.Conditions);
    }

    [Fact]
    public void A_numerator_of_blanks_leaves_no_rate()
    {
        var rate = Measure(Report.With("reviews.corrected", CellValue.Blank),
            "reviews.reconsideration.correction_rate");

        Assert.Equal((null, null), (rate.Numerator, rate.Value));
        Assert.Equal([Blank], rate.Conditions);
    }

    [Fact]
    public void Each_applicant_kind_has_a_rate()
    {
        var rate = Catalog.Rates.First(r => r.Name is "applications.refusal_rate");
        var measured = Catalog.MeasureRate(
            Catalog.Parts(Report)[0], rate.Numerator, rate.Denominator, ApplicantKind.BusinessEnterprise);

        Assert.Equal(Report.Count("applications.outcome.total@business_enterprise"), measured.Denominator);
        Assert.Equal([Derived], measured.Conditions);
    }

    [Fact]
    public void The_2014_form_has_a_grant_rate_that_is_nearly_comparable_and_no_refusal_rate()
    {
        Assert.Equal([Near], Measure(Balanced("2014"), "applications.grant_rate").Conditions);
        Assert.Equal([NotOnForm], Measure(Balanced("2014"), "applications.refusal_rate").Conditions);
    }

    private static MeasuredRate Measure(ReportContent report, string name)
    {
        var rate = Catalog.Rates.First(r => r.Name == name);
        return Catalog.MeasureRate(Catalog.Parts(report)[0], rate.Numerator, rate.Denominator);
    }
}
