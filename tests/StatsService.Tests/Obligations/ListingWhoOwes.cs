using Google.Type;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using static Ogi.Stats.V1.ObligationStatus;
using static StatsService.Tests.Obligations.CountingWhoReported;

namespace StatsService.Tests.Obligations;

/// <summary>ListObligations: organ by organ, how its report for a year stands.</summary>
public sealed class ListingWhoOwes(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly Date Later = new() { Year = 2022, Month = 4, Day = 1 };

    [Fact]
    public async Task Missing_ones_are_listed_by_default_from_the_division_down_with_their_deadline()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.Departments(country.County, 2);
        await country.File(country.County, "2021-region", 1);

        var listed = await List(country.Prefecture);

        Assert.Equal(
            [country.Prefecture, country.County + "-d1", country.County + "-d2", country.OtherCounty],
            listed.Select(one => one.Organ["organs/".Length..]));
        Assert.All(listed, one => Assert.Equal(Missing, one.Status));
        Assert.Equal((2022, 3, 10), Day(listed[0].Deadline));
        Assert.Equal((2022, 1, 31), Day(listed[1].Deadline));
        Assert.Contains("第四十九条", listed[1].Source, StringComparison.Ordinal);
        Assert.Equal($"测试{country.County}-d1局", listed[1].Title);
        Assert.Equal(("divisions/" + country.County, OrganKind.Department), (listed[1].Division, listed[1].Kind));
    }

    [Fact]
    public async Task Each_status_can_be_asked_for_by_itself_or_with_others()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 3);
        await country.Exempt(departments[0], 2021);
        await country.File(Published(departments[1], "2021-organ", 2022, 1, 31));
        await country.File(Published(departments[2], "2021-organ", 2022, 2, 1));
        await country.File(Published(country.County, "2021-region", 2022, 2, 20));
        await country.File(Published(country.County, "2021-level", 2022, 2, 21));

        Assert.Equal([departments[0]], Ids(await List(country.County, Exempt)));
        Assert.Equal([departments[1]], Ids(await List(country.County, Filed)));
        Assert.Equal([country.County, departments[2]], Ids(await List(country.County, Late)));
        Assert.Equal(4, (await List(country.County, Exempt, Filed, Late, Missing, NotDue)).Count);
        Assert.Equal("测试", Assert.Single(await List(country.County, Exempt)).ExemptionReason);
        var government = (await List(country.County, Late))[0];
        Assert.Equal(
            [("2021-level", true), ("2021-region", false)],
            government.Reports.Select(report => (report.Report.Split('/')[3], report.Late)));
        Assert.Equal((2022, 2, 21), Day(government.Reports[0].PublicationDate));
    }

    [Fact]
    public async Task Before_the_deadline_it_is_not_due()
    {
        var country = await SmallCountry.New(service.Channel);
        var request = Request(country.County, NotDue);
        request.JudgedDate = new() { Year = 2022, Month = 2, Day = 20 };

        await service.Services.CaughtUp();
        var answer = await service.Statistics.ListObligationsAsync(request);
        Assert.Equal([country.County], Ids(answer.Obligations));
        Assert.Empty(await List(country.County, NotDue));
    }

    [Fact]
    public async Task Only_some_kinds_can_be_asked_for()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 2);
        await country.Organ(country.County + "-tax", country.County, OrganKind.VerticalSystem);
        var request = Request(country.County, Missing);
        request.OrganKinds.Add([OrganKind.Department, OrganKind.VerticalSystem]);

        await service.Services.CaughtUp();
        var listed = (await service.Statistics.ListObligationsAsync(request)).Obligations;

        Assert.Equal([.. departments, country.County + "-tax"], Ids(listed));
    }

    [Fact]
    public async Task Pages_together_are_the_whole_as_it_stood_at_the_first()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.Departments(country.County, 5);
        var whole = await List(country.Province);

        var request = Request(country.Province, Missing);
        var paged = new List<Obligation>();
        var positions = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            request.PageSize = 3;
            var page = await service.Statistics.ListObligationsAsync(request);
            paged.AddRange(page.Obligations);
            positions.Add(page.Stamp.AsOfPosition);
            request.PageToken = page.NextPageToken;
            await country.File(whole[paged.Count % whole.Count].Organ["organs/".Length..], "2021-organ", 1);
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(10, whole.Count);
        Assert.Equal(whole, paged);
        Assert.Single(positions);
        Assert.True((await List(country.Province)).Count < whole.Count);
    }

    [Fact]
    public async Task The_counts_of_the_whole_division_are_those_of_its_lists()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.OtherCounty, 4);
        await country.Exempt(departments[0], 2021);
        await country.File(Published(departments[1], "2021-organ", 2022, 2, 1));
        await country.File(departments[2], "2021-organ", 1);

        await service.Services.CaughtUp();
        var coverage = await service.Statistics.QueryCoverageAsync(new()
        {
            Selection = new() { Divisions = { "divisions/" + country.Province }, FirstYear = 2021 },
            JudgedDate = Later,
        });
        var counts = Assert.Single(coverage.Rows).Local;

        Assert.Equal(counts.MissingCount, (await List(country.Province, Missing)).Count);
        Assert.Equal(counts.FiledCount, (await List(country.Province, Filed, Late)).Count);
        Assert.Equal(counts.LateCount, (await List(country.Province, Late)).Count);
        Assert.Equal(counts.ExemptCount, (await List(country.Province, Exempt)).Count);
        Assert.Equal((6, 2, 1, 1), (counts.MissingCount, counts.FiledCount, counts.LateCount, counts.ExemptCount));
    }

    [Fact]
    public async Task An_unknown_division_year_or_status_is_refused_with_its_field()
    {
        var request = Request("140000", Missing);
        request.Year = 1999;
        await Refuse(request, "INVALID_VALUE", "year");
        await Refuse(Request("nowhere", Missing), "UNKNOWN_DIVISION", "parent");
        await Refuse(Request("140000", (ObligationStatus)77), "INVALID_VALUE", "statuses[0]");

        Task Refuse(ListObligationsRequest wrong, string reason, string field) => Refused.AtField(
            StatusCode.InvalidArgument, reason, field,
            async () => await service.Statistics.ListObligationsAsync(wrong));
    }

    private static ListObligationsRequest Request(string division, params ObligationStatus[] statuses) =>
        new() { Parent = "divisions/" + division, Year = 2021, Statuses = { statuses }, JudgedDate = Later };

    private static IEnumerable<string> Ids(IEnumerable<Obligation> obligations) =>
        obligations.Select(one => one.Organ["organs/".Length..]);

    private static (int Year, int Month, int Day) Day(Date date) => (date.Year, date.Month, date.Day);

    private async Task<IReadOnlyList<Obligation>> List(string division, params ObligationStatus[] statuses)
    {
        await service.Services.CaughtUp();
        return (await service.Statistics.ListObligationsAsync(Request(division, statuses))).Obligations;
    }
}
