using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Proof;

/// <summary>ExplainFigure: where a figure comes from, down to the cells and who entered them.</summary>
public sealed class ExplainingAFigure(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Received = "applications.received";

    [Fact]
    public async Task One_level_down_are_the_organs_of_the_level_and_the_divisions_below()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.Prefecture, 2);
        await country.File(departments[0], "2021-organ", 5);
        await country.File(country.County, "2021-region", 40);

        var answer = await service.Explain(country.Prefecture, Received);

        Assert.Equal([$"{departments[0]} 2021-organ", country.County], answer.Who());
        Assert.Equal([45, 5, 40], Counts(answer));
        var (report, county) = (answer.Contributions[0], answer.Contributions[1]);
        Assert.Equal((Basis.Published, 1), (county.Header.Basis, county.Header.Coverage.ReportedCount));
        Assert.Equal($"organs/{country.County}/reports/2021-region/revisions/1", county.Header.Revision);
        var cell = Assert.Single(report.Cells);
        Assert.Equal(("table3", "applications.received_new@total", 5), (cell.Table, cell.Cell, cell.Value.Count));
        Assert.NotEqual("", cell.Label.Zh);
        Assert.Equal(
            [country.Prefecture, departments[1], country.OtherCounty],
            answer.Missing.Select(one => one.Organ.Split('/')[1]));
        Assert.Equal((3, answer.Header.Coverage.MissingCount), (answer.MissingCount, 3));
        Assert.Contains("应有5份报告，已有2份，缺3份", answer.Explanation.Zh, StringComparison.Ordinal);
        Assert.Contains("2 of 5 reports expected, 3 missing", answer.Explanation.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_to_the_reports_it_ends_where_a_government_published_or_stated_its_level()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File((await country.Departments(country.County, 1))[0], "2021-organ", 5);
        await country.File(country.County, "2021-region", 40);
        await country.File((await country.Departments(country.OtherCounty, 1))[0], "2021-organ", 7);
        await country.File((await country.Departments(country.Prefecture, 1))[0], "2021-organ", 9);
        await country.File(country.Prefecture, "2021-level", 11);

        var answer = await service.Explain(country.Province, Received, request => request.ToReports = true);
        var computed = await service.Explain(
            country.County, Received, request => request.Selection.Basis = Basis.Computed);

        Assert.Equal(
            [
                $"{country.Prefecture} 2021-level", $"{country.County} 2021-region",
                $"{country.OtherCounty}-d1 2021-organ",
            ],
            answer.Who());
        Assert.Equal([58, 11, 40, 7], Counts(answer));
        Assert.Equal([$"{country.County}-d1 2021-organ"], computed.Who());
    }

    [Fact]
    public async Task The_filing_or_correction_behind_a_figure_is_named_with_its_trace()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        var filed = await country.File(department, "2021-organ", 5);
        var corrected = await country.Correct(filed, MadeUpReports.Applications("2021", 6));
        await country.Return(corrected);

        var contribution = Assert.Single((await service.Explain(country.County, Received)).Contributions);

        Assert.Equal((6, $"{filed.Name}/revisions/3"), (contribution.Figure.Count, contribution.Header.Revision));
        Assert.Equal(ReportState.Returned, contribution.Header.State);
        Assert.Equal(corrected.LastEvent, contribution.Event);
        Assert.Equal(("改", 32), (contribution.Event.Reason, contribution.Event.TraceId.Length));
    }

    [Fact]
    public async Task A_rate_has_both_sides_of_every_contribution_and_their_cells()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 2);
        await country.File(BalancedReports.Of($"organs/{departments[0]}/reports/2021-organ", 5));
        await country.File(BalancedReports.WithOneError($"organs/{departments[1]}/reports/2021-organ", 7));

        var answer = await service.Explain(country.County, "applications.granted/applications.total");

        Assert.Equal((12, 12), (answer.Figure.Rate.Numerator, answer.Figure.Rate.Denominator));
        Assert.Equal([5, 7], answer.Contributions.Select(one => one.Figure.Rate.Numerator));
        Assert.Equal(
            ["applications.outcome.disclosed@total", "applications.outcome.total@total"],
            answer.Contributions[0].Cells.Select(cell => cell.Cell));
        Assert.Contains("分子12，分母12", answer.Explanation.Zh, StringComparison.Ordinal);
        Assert.Empty(answer.Contributions[0].Findings);
        Assert.Contains(answer.Contributions[1].Findings, finding => finding.Strength == FindingStrength.Error);
    }

    [Fact]
    public async Task The_figure_of_Changzhi_says_which_cells_have_a_number_and_which_are_proved_to_be_zero()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(SampleReports.Changzhi2019(organ));

        var answer = await service.Statistics.ExplainFigureAsync(new()
        {
            Selection = new() { Organs = { organ }, FirstYear = 2019 },
            Measure = new() { Indicator = "applications.refused" },
        });

        Assert.Equal((23, organ), (answer.Figure.Count, answer.Header.Organ));
        var contribution = Assert.Single(answer.Contributions);
        Assert.Equal($"{organ}/reports/2019-region/revisions/1", contribution.Header.Revision);
        Assert.Equal((8, 2), (contribution.Cells.Count, contribution.Cells.Count(cell => cell.ProvedZero)));
        Assert.Equal(23, contribution.Cells.Sum(cell => cell.Value.Count));
        Assert.Contains("6个单元格有数，2个无数但由表内关系证明为0", answer.Explanation.Zh, StringComparison.Ordinal);
        Assert.DoesNotContain("下限", answer.Explanation.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absent_figure_is_explained_too()
    {
        var country = await SmallCountry.New(service.Channel);

        var answer = await service.Explain(country.Province, Received);

        Assert.Equal([FigureCondition.NotReported], answer.Figure.Conditions);
        Assert.Contains("没有数字：没有报告载明", answer.Explanation.Zh, StringComparison.Ordinal);
        Assert.Empty(answer.Contributions);
        Assert.Equal((5, 5), (answer.MissingCount, answer.Missing.Count));
    }

    [Fact]
    public async Task At_an_earlier_position_it_is_what_was_answered_then()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 2);
        var report = await country.File(departments[0], "2021-organ", 5);
        var before = await service.Explain(country.Province, Received, request => request.ToReports = true);

        await country.Correct(report, MadeUpReports.Applications("2021", 6));
        await country.File(departments[1], "2021-organ", 7);
        await country.Organ(departments[0], country.OtherCounty);
        var then = await service.Explain(country.Province, Received, request =>
            (request.ToReports, request.Read) = (true, new() { Position = before.Stamp.AsOfPosition }));

        Assert.Equal(before, then);
        Assert.Equal(13, (await service.Explain(country.Province, Received)).Figure.Count);
    }

    [Fact]
    public async Task More_than_one_figure_at_a_time_is_refused_with_the_field()
    {
        await Refuse("selection.divisions", request => request.Selection.Divisions.Add("divisions/140000"));
        await Refuse("selection.last_year", request => request.Selection.LastYear = 2022);
        await Refuse("selection.breakdown", request => request.Selection.Breakdown = Breakdown.Children);
        await Refuse("selection.boundaries", request => request.Selection.Boundaries = Boundaries.Current);
        await Refuse("measure.indicator", request => request.Measure.Indicator = "applications.*");

        Task Refuse(string field, Action<ExplainFigureRequest> wrong) => Refused.AtField(
            StatusCode.InvalidArgument, "INVALID_VALUE", field,
            async () => await service.Explain("140000", Received, wrong));
    }

    private static IEnumerable<long> Counts(ExplainFigureResponse answer) =>
        answer.Contributions.Select(one => one.Figure.Count).Prepend(answer.Figure.Count);
}
