using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>What a list's filter and mask mean at their edges.</summary>
public sealed class FiltersOfLists(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task At_an_earlier_position_an_organ_lies_in_the_division_where_it_lay_then()
    {
        var (before, after) = (await Place.New(service), await Place.New(service));
        var filed = await File(before.Report);
        var other = await File(before.Organ + "/reports/2022-region");
        await TestOrgans.Move(service, before.Organ, after.County);
        await service.Reports.WithdrawReportAsync(new() { Name = other.Name, Etag = other.Etag, Reason = "误报" });

        Assert.Equal([filed.Name, other.Name], await List(before.Province, other.LastEvent.Position));
        Assert.Empty(await List(after.Province, other.LastEvent.Position));
        Assert.Empty(await List(before.Province, position: null));
        Assert.Equal([filed.Name], await List(after.Province, position: null));
    }

    [Fact]
    public async Task An_unspecified_state_is_any_state()
    {
        var place = await Place.New(service);
        var filed = await File(place.Report);
        await service.Reports.WithdrawReportAsync(new() { Name = filed.Name, Etag = filed.Etag, Reason = "误报" });
        var request = new ListReportsRequest { Parent = place.Organ };
        Assert.Empty((await service.Reports.ListReportsAsync(request)).Reports);

        request.Filter = new() { States = { ReportState.Unspecified } };

        Assert.Equal(ReportState.Withdrawn, (await service.Reports.ListReportsAsync(request)).Reports.Single().State);
    }

    public static TheoryData<string, ReportFilter> Bad => new()
    {
        { "filter.scope", new() { Scope = (Scope)99 } },
        { "filter.min_strength", new() { MinStrength = (FindingStrength)99 } },
        { "filter.states[1]", new() { States = { ReportState.Filed, (ReportState)99 } } },
        { "filter.last_year", new() { FirstYear = 2022, LastYear = 2021 } },
        { "filter.first_year", new() { FirstYear = -1 } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_filter_for_what_no_report_can_have_is_refused(string field, ReportFilter filter) =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", field, async () =>
            await service.Reports.ListReportsAsync(new() { Filter = filter }));

    [Fact]
    public async Task A_read_mask_makes_no_value_of_one_that_is_absent()
    {
        var place = await Place.New(service);
        await File(place.Report);

        var report = (await service.Reports.GetReportAsync(new()
        {
            Name = place.Report,
            ReadMask = new() { Paths = { "timeliness.late", "timeliness.source", "source.uri" } },
        })).Report;

        Assert.NotEmpty(report.Timeliness.Source);
        Assert.False(report.Timeliness.HasLate);
        Assert.Null(report.Source);
    }

    private async Task<IEnumerable<string>> List(string division, string? position)
    {
        var request = new ListReportsRequest { Filter = new() { Divisions = { "divisions/" + division } } };
        if (position is not null)
        {
            request.Read = new() { Position = position };
        }

        return (await service.Reports.ListReportsAsync(request)).Reports.Select(report => report.Name);
    }

    private async Task<Report> File(string name) =>
        (await service.Reports.FileReportAsync(new() { Report = BalancedReports.Of(name, 7) })).Report;
}
