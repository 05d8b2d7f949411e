using StatsService.Country;
using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

public sealed class FiguresInSentences
{
    private static readonly ReportContent Report = Balanced("2019");
    private static readonly long Received = Report.Count("applications.received_new@total");
    private static readonly long CarriedIn = Report.Count("applications.carried_in@total");
    private static readonly ReportContent TextOnly = new(2016, Scope.Region, [], []);

    [Fact]
    public void A_figure_that_the_table_has_too_must_equal_it()
    {
        var finding = Assert.Single(Check(Report.State(Stated("t1", Received + 2, "applications.received"))));

        Assert.Equal("text.table@t1", finding.Id);
        Assert.Equal(FindingStrength.Warning, finding.Strength);
        Assert.Equal((Received + 2m, (decimal)Received, 2m), (finding.Left, finding.Right, finding.Difference));
        Assert.Equal([("", "t1"), ("table3", "applications.received_new@total")],
            finding.Cells.Select(cell => (cell.Table, cell.Cell)));
    }

    [Theory]
    [InlineData("applications.received")]
    [InlineData("applications.received", "applications.accepted")]
    public void A_figure_with_several_meanings_needs_to_equal_one_of_them(params string[] indicators)
    {
        var accepted = Report.State(Stated("t1", Received + CarriedIn, indicators));

        Assert.Equal(2 - indicators.Length, Check(accepted).Count);
    }

    [Fact]
    public void Another_year_or_another_scope_is_not_compared()
    {
        var figure = Stated("t1", 1, "applications.received");

        Assert.Empty(Check(Report.State(figure with { Year = 2018 })));
        Assert.Empty(Check(Report.State(figure with { Scope = Scope.Organ })));
        Assert.Single(Check(Report.State(figure with { Year = 2019, Scope = Scope.Region })));
    }

    [Fact]
    public void An_uncertain_cell_or_figure_leaves_it_open()
    {
        var uncertainCell = Report.With("applications.received_new@total", Uncertain(1, 2))
            .State(Stated("t1", 9, "applications.received"));
        var uncertainFigure = Report.State(new StatedFigure("t1", ["applications.received"], Uncertain(1, 2)));

        Assert.All([uncertainCell, uncertainFigure], report =>
        {
            var result = FormCatalog.Default.Check(report, Breaks.City);
            Assert.Empty(result.Findings);
            Assert.Contains("text.table@t1", result.NotAssessable);
        });
    }

    [Fact]
    public void A_sum_with_a_blank_in_it_is_a_lower_bound()
    {
        var report = Report
            .With("applications.outcome.not_processed.repeated@total", CellValue.Blank)
            .With("applications.outcome.total@total", CellValue.Blank);
        var known = FormRows.Outcomes("2019").Where(row => row.StartsWith("not_processed", StringComparison.Ordinal))
            .Sum(row => (long)report.Cell($"{FormRows.Out}{row}@total").Value);

        Assert.Empty(Check(report.State(Stated("t1", known + 5, "applications.not_processed"))));
        Assert.Single(Check(report.State(Stated("t1", known - 1, "applications.not_processed"))));
    }

    [Fact]
    public void Parts_add_up_to_the_whole()
    {
        var whole = Stated("whole", 40580, "proactive.total");
        var parts = new[] { 277, 1121, 20090, 19092 }
            .Select((n, i) => Stated($"p{i}", n, "proactive.kind.other") with { PartOf = "whole" });

        Assert.Empty(Check(TextOnly.State([whole, .. parts])));
        var finding = Assert.Single(Check(TextOnly.State([whole, .. parts.Skip(1)])));
        Assert.Equal("text.parts@whole", finding.Id);
        Assert.Equal(277, finding.Difference);
        Assert.Equal(["whole", "p1", "p2", "p3"], finding.Cells.Select(cell => cell.Cell));
    }

    [Fact]
    public void A_figure_is_at_most_the_one_that_it_is_paired_with()
    {
        var accepted = Stated("accepted", 117, "applications.received");
        var closed = Stated("closed", 171, "requests.closed") with { AtMost = "accepted" };

        var finding = Assert.Single(Check(TextOnly.State(accepted, closed)));

        Assert.Equal(("text.at_most@closed", FindingStrength.Info), (finding.Id, finding.Strength));
        Assert.Empty(Check(TextOnly.State(accepted, closed with { Value = CellValue.Count(117) })));
    }

    [Theory]
    [InlineData(10, "4.87", true)] // truncated
    [InlineData(10, "4.88", true)]
    [InlineData(10, "4.85", false)]
    [InlineData(10, "4.9", true)]
    [InlineData(10, "4.7", false)]
    [InlineData(10, "4", true)]
    [InlineData(49, "23.90", true)]
    [InlineData(49, "23.93", false)]
    public void A_percentage_is_that_of_the_figures_rounded_or_cut_off(long part, string percent, bool holds)
    {
        var whole = Stated("all", 205, "replies.total");
        var figure = Stated("part", part, "replies.agreed") with
        {
            ShareOf = "all",
            Percent = decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture),
        };

        var findings = Check(TextOnly.State(whole, figure)).Select(finding => finding.Id);

        Assert.Equal(holds ? [] : ["text.percent@part"], findings);
    }

    [Fact]
    public void A_share_alone_is_no_breakdown_and_a_breakdown_alone_has_no_share()
    {
        var all = Stated("all", 182, "applications.accepted");
        var network = Stated("network", 151, "requests.channel.network");

        Assert.Empty(Check(TextOnly.State(all, network with { ShareOf = "all", Percent = 82.97m })));
        Assert.Equal(
            ["text.parts@all"],
            Check(TextOnly.State(all, network with { PartOf = "all", Percent = 99m })).Select(finding => finding.Id));
        Assert.Equal(
            ["text.parts@all", "text.percent@network"],
            Check(TextOnly.State(all, network with { PartOf = "all", ShareOf = "all", Percent = 99m }))
                .Select(finding => finding.Id));
    }

    [Fact]
    public void What_the_form_measures_only_nearly_is_not_compared()
    {
        var report = Balanced("2014");
        var replies = report.Count("f2014.replies.total");

        Assert.Empty(Check(report.State(Stated("t1", replies + 1, "applications.total"))));
        Assert.Single(Check(report.State(Stated("t1", replies + 1, "replies.total"))));
    }

    [Fact]
    public void A_table_on_a_form_of_other_years_is_pointed_out()
    {
        var finding = Assert.Single(Check(Report with { Year = 2023, Tables = [Report.Tables[1]] }));

        Assert.Equal(("form.years@table3", FindingStrength.Info), (finding.Id, finding.Strength));
        Assert.Contains("2019–2020", finding.Message.En, StringComparison.Ordinal);
        Assert.Equal("“收到和处理政府信息公开申请情况”采用的格式适用于2019–2020年度，报告年度为2023。", finding.Message.Zh);
        Assert.Empty(Check(Report with { Year = 2020 }));
    }

    [Fact]
    public void A_form_that_is_still_in_force_is_one_from_a_year_on()
    {
        var report = new ReportContent(2020, Scope.Region, [Balanced("2021").Tables[1]], []);

        var finding = Assert.Single(Check(report));

        Assert.Contains("适用于2021年度及以后，", finding.Message.Zh, StringComparison.Ordinal);
        Assert.Contains("2021 and later,", finding.Message.En, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Check(ReportContent report) =>
        FormCatalog.Default.Check(report, Breaks.City).Findings;
}
