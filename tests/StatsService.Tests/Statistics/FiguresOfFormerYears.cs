using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Statistics;

/// <summary>Reports before 2019: 怀柔 2018 on Beijing's variant of the 2014 form, 高明 2016 in sentences only.</summary>
public sealed class FiguresOfFormerYears(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task The_2014_form_gives_what_can_be_compared_and_its_own_replies()
    {
        var row = Assert.Single((await service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = await Filed(SampleReports.Huairou2018, 2018), ByApplicant = true })).Rows);

        Assert.Equal(
            (192, 59, 8, 205),
            (row.Total.ReceivedCount, row.Total.GrantedCount, row.Total.PartiallyGrantedCount, row.Total.TotalCount));
        Assert.Equal((67, 205), (row.Total.GrantRate.Numerator, row.Total.GrantRate.Denominator));
        AssertNamed(row.Total.Notes, FigureCondition.Near, "granted_count", "total_count", "grant_rate");
        Assert.False(row.Total.Refused.HasTotalCount);
        Assert.Equal(2, row.Total.Refused.ThirdPartyRightsCount);
        Assert.False(row.Total.RefusalRate.HasValue);
        AssertNamed(
            row.Total.Notes, FigureCondition.NotOnForm, "refused.total_count", "refusal_rate", "carried_out_count");
        var former = row.FormerReplies;
        Assert.Equal(
            (65, 0, 49, 78), (former.InPersonCount, former.FaxCount, former.NetworkCount, former.LetterCount));
        Assert.Equal(
            (205, 12, 7), (former.RepliesCount, former.RefusedCount, former.RefusedNotGovernmentInformationCount));
        Assert.All(row.Applicants, applicant =>
            Assert.Equal(FigureCondition.NotOnForm, Assert.Single(applicant.Outcomes.Notes).Condition));
        Assert.Equal(["forms/2014-beijing"], row.Header.Forms);
    }

    [Fact]
    public async Task What_an_open_error_touches_is_disputed_until_it_is_confirmed()
    {
        var selection = await Filed(SampleReports.Huairou2018, 2018);
        var open = await Applications(selection);

        AssertNamed(open.Total.Notes, FigureCondition.Disputed, "granted_count", "total_count", "grant_rate");
        Assert.DoesNotContain("received_count", Fields(open.Total.Notes, FigureCondition.Disputed));
        Assert.Equal(QualityGrade.Error, open.Header.Quality.Grade);
        var name = selection.Organs[0] + "/reports/2018-region";
        var report = (await service.Reports.GetReportAsync(new() { Name = name })).Report;
        var errors = report.Findings.Where(finding => finding.Strength == FindingStrength.Error);
        await service.Reports.ConfirmFindingAsync(new()
        {
            Name = report.Name,
            Etag = report.Etag,
            Reason = "与公开发布的年报一致",
            FindingIds = { errors.Select(finding => finding.FindingId) },
        });

        var confirmed = await Applications(selection);

        Assert.DoesNotContain(confirmed.Total.Notes, note => note.Condition == FigureCondition.Disputed);
        Assert.Equal((0, 2), (confirmed.Header.Quality.ErrorCount, confirmed.Header.Quality.ConfirmedCount));
    }

    [Fact]
    public async Task Money_of_unknown_unit_is_no_figure_and_local_rows_stand_apart()
    {
        var row = Assert.Single((await service.Statistics.QueryDisclosureCountsAsync(
            new() { Selection = await Filed(SampleReports.Huairou2018, 2018) })).Rows);

        Assert.Null(row.Resources.SpecialFundsAmount);
        Assert.Contains("resources.special_funds_amount", Fields(row.Notes, FigureCondition.Unreadable));
        Assert.Equal(
            (156, 28, 131),
            (row.Resources.StaffCount, row.Resources.FullTimeStaffCount, row.Resources.PartTimeStaffCount));
        Assert.Contains("resources.staff_count", Fields(row.Notes, FigureCondition.Disputed));
        Assert.Equal(
            (13_993, 33_388, 2_276),
            (row.Proactive.TotalCount, row.Proactive.WebsiteCount, row.Proactive.OtherChannelCount));
        Assert.Equal("0", row.Fees.RequestChargesAmount.Value);
        Assert.Null(row.Licensing);
        var areas = row.Extensions.ToDictionary(figure => figure.Measure.Indicator, figure => figure.Count);
        Assert.Equal(13, areas.Count);
        Assert.Equal(2_143, areas["indicators/proactive.key_areas.total"]);
        Assert.Equal(817, areas["indicators/proactive.key_areas.enterprise_credit"]);
    }

    [Fact]
    public async Task A_provincial_form_gives_its_own_rows_and_nothing_else()
    {
        var organ = await TestOrgans.Register(service);
        await service.Reports.FileReportAsync(new()
        {
            Report = MadeUpReports.Of(organ, "2015-organ", MadeUpReports.Table(
                "table1", "fujian", ("fj.requests.received@year", 4), ("fj.requests.received@cumulative", 31))),
        });
        var selection = new Selection { Organs = { organ }, FirstYear = 2015 };

        var disclosure = Assert.Single(
            (await service.Statistics.QueryDisclosureCountsAsync(new() { Selection = selection })).Rows);
        var applications = await Applications(selection);

        var own = disclosure.Extensions
            .Where(figure => figure.HasCount)
            .Select(figure => (figure.Measure.Indicator, figure.Count));
        Assert.Equal(
            [("indicators/fj.requests.received", 4L), ("indicators/fj.requests.received.cumulative", 31L)], own);
        Assert.Equal(["forms/fujian"], disclosure.Header.Forms);
        Assert.Null(disclosure.Proactive);
        Assert.Contains("proactive.total_count", Fields(disclosure.Notes, FigureCondition.NotOnForm));
        Assert.False(applications.Total.HasReceivedCount);
    }

    [Fact]
    public async Task Sentences_give_figures_that_say_so()
    {
        var row = await Applications(await Filed(SampleReports.Gaoming2016, 2016));

        Assert.Equal((32, 16, 32), (row.Total.ReceivedCount, row.Total.GrantedCount, row.Total.TotalCount));
        Assert.Contains("granted_count", Fields(row.Total.Notes, FigureCondition.Near));
        AssertNamed(
            row.Total.Notes, FigureCondition.StatedInText, "granted_count", "received_count", "total_count");
        Assert.Equal((Scope.Unknown, Origin.Text), (row.Header.Scope, row.Header.Origin));
        Assert.Empty(row.Header.Forms);
        Assert.Empty(row.Header.Sections);
        Assert.Equal(9, row.FormerReplies.LetterCount);
    }

    [Fact]
    public async Task Tables_only_leaves_sentences_out()
    {
        var selection = await Filed(SampleReports.Gaoming2016, 2016);
        selection.TablesOnly = true;

        var row = await Applications(selection);

        Assert.False(row.Total.HasReceivedCount);
        Assert.Equal(FigureCondition.NotReported, Assert.Single(row.Total.Notes).Condition);
        Assert.EndsWith("2016-unknown/revisions/1", row.Header.Revision, StringComparison.Ordinal);
    }

    private static void AssertNamed(IEnumerable<FigureNote> notes, FigureCondition condition, params string[] fields) =>
        Assert.All(fields, field => Assert.Contains(field, Fields(notes, condition)));

    private static HashSet<string> Fields(IEnumerable<FigureNote> notes, FigureCondition condition) =>
        [.. notes.Single(note => note.Condition == condition).Fields.Paths];

    private async Task<ApplicationOutcomesRow> Applications(Selection selection) =>
        Assert.Single((await service.Statistics.QueryApplicationOutcomesAsync(new() { Selection = selection })).Rows);

    private async Task<Selection> Filed(Func<string, Report> report, int year)
    {
        var organ = await TestOrgans.Register(service);
        await service.Reports.FileReportAsync(new() { Report = report(organ) });
        return new() { Organs = { organ }, FirstYear = year };
    }
}
