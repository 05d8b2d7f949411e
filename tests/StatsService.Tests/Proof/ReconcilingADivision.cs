using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Proof;

/// <summary>ReconcileDivision: what a government published against what its reports add up to.</summary>
public sealed class ReconcilingADivision(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Received = "indicators/applications.received";

    [Fact]
    public async Task What_differs_is_given_with_its_cells_and_the_parts_that_do_not_agree_the_greatest_first()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.Prefecture, 1);
        await country.File(departments[0], "2021-organ", 5);
        await country.File(country.Prefecture, "2021-level", 8);
        await country.File(country.County, "2021-region", 40);
        await country.File((await country.Departments(country.County, 1))[0], "2021-organ", 10);
        await country.File(country.Prefecture, "2021-region", 100);

        var answer = await Reconcile(country.Prefecture);

        // Published 100; the level 8 (its organs 5), the county 40 (its organs 10), the other county nothing.
        var line = Line(answer, Received);
        Assert.Equal((100, 48, "52"), (line.Published.Count, line.Computed.Count, line.Difference));
        Assert.Equal(
            [country.County, country.Prefecture, country.OtherCounty],
            line.Parts.Select(part => part.Division["divisions/".Length..]));
        Assert.Equal(["30", "3", ""], line.Parts.Select(part => part.HasDifference ? part.Difference : ""));
        Assert.Equal([false, true, false], line.Parts.Select(part => part.Level));
        var first = line.Parts[0];
        Assert.Equal((40, 40, 10), (first.Figure.Count, first.Stated.Count, first.AddedUp.Count));
        Assert.Equal([0, 0, 1], line.Parts.Select(part => part.Coverage.MissingCount));
        Assert.Equal(3, line.PartCount);
        var cell = Assert.Single(line.Cells);
        Assert.Equal(("table3", "applications.received_new@total", 100), (cell.Table, cell.Cell, cell.Value.Count));
        Assert.Equal(
            $"organs/{country.Prefecture}/reports/2021-region/revisions/1", answer.Published.Revision);
        Assert.Equal((Basis.Published, Basis.Computed), (answer.Published.Basis, answer.Computed.Basis));
        Assert.Equal((3, 2), (answer.Computed.Coverage.ExpectedCount, answer.Computed.Coverage.ReportedCount));
    }

    [Fact]
    public async Task Equal_figures_and_those_without_a_counterpart_are_counted_and_given_if_asked_for()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File((await country.Departments(country.County, 1))[0], "2021-organ", 7);
        await country.File(country.County, "2021-region", MadeUpReports.Table(
            "table3", "2021", ("applications.received_new@total", 7), ("applications.outcome.disclosed@total", 6),
            ("applications.carried_in@total", 2)));

        var some = await Reconcile(country.County);
        var all = await Reconcile(country.County, request => (request.All, request.PageSize) = (true, 500));

        Assert.Equal("-1", Line(some, "indicators/applications.granted").Difference);
        Assert.DoesNotContain(some.Lines, line => line.Published.Measure.Indicator == Received);
        Assert.Equal(("0", 0), (Line(all, Received).Difference, Line(all, Received).Parts.Count));
        var carried = Line(all, "indicators/applications.carried_in");
        Assert.False(carried.HasDifference);
        Assert.Equal([FigureCondition.Blank], carried.Computed.Conditions);
        Assert.Equal(some.Summary, all.Summary);
        Assert.Equal(
            (some.Summary.DifferentCount, all.Lines.Count),
            (some.Lines.Count, all.Summary.EqualCount + all.Summary.DifferentCount + all.Summary.IncomparableCount));
        Assert.Equal(all.Lines.Count(line => line is { HasDifference: true, Difference: "0" }), all.Summary.EqualCount);
    }

    [Fact]
    public async Task Only_topics_that_were_published_are_compared_by_applicant_too()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(
            department, "2021-organ", BalancedReports.Of("", 5).Tables[0], MadeUpReports.Decisions("2021", 3));
        await country.File(country.County, "2021-region", BalancedReports.Of("", 9).Tables[0]);

        var lines = (await Reconcile(country.County)).Lines;

        Assert.All(lines, line => Assert.StartsWith("indicators/applications", line.Published.Measure.Indicator));
        var persons = lines.Single(line => line.Published.Measure.Indicator == Received
            && line.Published.Measure.Applicant == ApplicantKind.NaturalPerson);
        Assert.Equal(("4", "applications.received_new@natural_person"), (persons.Difference, persons.Cells[0].Cell));
    }

    [Fact]
    public async Task A_table_or_some_indicators_can_be_asked_for_alone()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(
            department, "2021-organ", MadeUpReports.Applications("2021", 5), MadeUpReports.Decisions("2021", 3));
        await country.File(
            country.County, "2021-region", MadeUpReports.Applications("2021", 9), MadeUpReports.Decisions("2021", 4));

        var actions = await Reconcile(country.County, request => request.Table = "table2");
        var granted = await Reconcile(country.County, request => request.Indicators.Add("applications.granted"));

        Assert.All(actions.Lines, line => Assert.StartsWith("indicators/actions.", line.Published.Measure.Indicator));
        Assert.Equal(3, actions.Summary.DifferentCount);
        Assert.Equal("4", Assert.Single(granted.Lines).Difference);
        Assert.Equal(1, granted.Summary.DifferentCount);
    }

    [Fact]
    public async Task Pages_together_are_the_whole_and_an_earlier_position_answers_as_then()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(department, "2021-organ", BalancedReports.Of("", 5).Tables[0]);
        await country.File(
            country.County, "2021-region", BalancedReports.Of("", 9).Tables[0], MadeUpReports.Decisions("2021", 4));
        var whole = await Reconcile(country.County, request => (request.All, request.PageSize) = (true, 500));
        var measures = whole.Lines.Select(line => line.Published.Measure).ToList();
        Assert.Contains(
            measures, measure => measure.Indicator.StartsWith("indicators/actions.", StringComparison.Ordinal));
        Assert.Equal(
            measures.OrderBy(measure => measure.Indicator, StringComparer.Ordinal).ThenBy(measure => measure.Applicant),
            measures);

        var paged = new List<ReconciliationLine>();
        var token = "";
        do
        {
            var page = await Reconcile(
                country.County, request => (request.PageSize, request.PageToken, request.All) = (40, token, true));
            Assert.Equal((whole.Summary, whole.Stamp), (page.Summary, page.Stamp));
            paged.AddRange(page.Lines);
            token = page.NextPageToken;
            await country.File(country.OtherCounty, $"20{10 + (paged.Count / 40)}-organ", 1);
        }
        while (token.Length > 0);

        Assert.Equal(whole.Lines, paged);
        Assert.True(paged.Count > 80);
        await country.File(country.County, "2021-level", 1);
        var now = await Reconcile(country.County, request => (request.All, request.PageSize) = (true, 500));
        Assert.NotEqual(whole.Lines, now.Lines);
        Assert.Equal(
            whole,
            await Reconcile(country.County, request =>
                (request.All, request.PageSize, request.Read) =
                    (true, 500, new() { Position = whole.Stamp.AsOfPosition })));
    }

    [Fact]
    public async Task Only_accepted_reports_can_be_asked_for()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 2))[0];
        await country.File(country.County + "-d2", "2021-organ", 1);
        await country.Accept(await country.File(BalancedReports.Of($"organs/{department}/reports/2021-organ", 5)));
        await country.Accept(await country.File(BalancedReports.Of($"organs/{country.County}/reports/2021-region", 9)));

        var answer = await Reconcile(country.County, request => request.ReportSet = ReportSet.Accepted);

        Assert.Equal((9, 5), (Line(answer, Received).Published.Count, Line(answer, Received).Computed.Count));
    }

    [Fact]
    public async Task Where_its_government_published_nothing_there_is_nothing_to_compare()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File((await country.Departments(country.County, 1))[0], "2021-organ", 5);

        await Refused.With(
            StatusCode.FailedPrecondition, "NOTHING_PUBLISHED", async () => await Reconcile(country.County));
    }

    [Fact]
    public async Task Unknown_names_are_refused_with_their_field()
    {
        await Refuse("UNKNOWN_DIVISION", "division", request => request.Division = "divisions/nowhere");
        await Refuse("UNKNOWN_TABLE", "table", request => request.Table = "table33");
        await Refuse("UNKNOWN_INDICATOR", "indicators[0]", request => request.Indicators.Add("applications.recieved"));
        await Refuse("INVALID_VALUE", "year", request => request.Year = 1999);

        Task Refuse(string reason, string field, Action<ReconcileDivisionRequest> wrong) => Refused.AtField(
            StatusCode.InvalidArgument, reason, field, async () => await Reconcile("140000", wrong));
    }

    private static ReconciliationLine Line(ReconcileDivisionResponse answer, string indicator) => answer.Lines.Single(
        line => line.Published.Measure.Indicator == indicator
            && line.Published.Measure.Applicant == ApplicantKind.Unspecified);

    private async Task<ReconcileDivisionResponse> Reconcile(
        string division, Action<ReconcileDivisionRequest>? change = null)
    {
        await service.Services.CaughtUp();
        var request = new ReconcileDivisionRequest { Division = "divisions/" + division, Year = 2021 };
        change?.Invoke(request);
        return await service.Statistics.ReconcileDivisionAsync(request);
    }
}
