using Google.Type;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Obligations;

/// <summary>QueryCoverage: who was expected, who reported, was late, is missing, is exempt.</summary>
public sealed class CountingWhoReported(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const int Year = 2021;

    /// <summary>After all deadlines for 2021.</summary>
    private static readonly Date Later = new() { Year = 2022, Month = 4, Day = 1 };

    [Fact]
    public async Task Every_division_counts_its_organs_and_those_of_all_below_it_once()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 4);
        await country.Organ(country.County + "-tax", country.County, OrganKind.VerticalSystem);
        await country.Organ(country.County + "-old", country.County, years: new() { LastYear = 2020 });
        await country.Exempt(departments[3], Year);
        await country.File(Published(country.County, "2021-region", 2022, 2, 20));
        await country.File(Published(country.County, "2021-organ", 2022, 2, 21));
        await country.Accept(await country.File(Published(departments[0], "2021-organ", 2022, 1, 31)));
        await country.Return(await country.File(Published(departments[1], "2021-unknown", 2022, 2, 1)));
        await country.Withdraw(await country.File(Published(departments[2], "2021-organ", 2022, 1, 1)));
        await country.File(Published(country.County + "-old", "2021-organ", 2022, 1, 1));

        var rows = await Rows(country.Province, country.Prefecture, country.County, country.OtherCounty);

        // Its government twice on file and once late, a department accepted, one returned, late and of unknown scope,
        // one that withdrew, one that is exempt, and one that was gone by then.
        Assert.Equal(
            new ObligationCounts
            {
                ExpectedCount = 4,
                FiledCount = 4,
                UnexpectedCount = 1,
                AcceptedCount = 1,
                ReturnedCount = 1,
                LateCount = 2,
                UnknownScopeCount = 1,
                MissingCount = 1,
                ExemptCount = 1,
            },
            rows[2].Local);
        Assert.Equal(new ObligationCounts { ExpectedCount = 1, MissingCount = 1 }, rows[2].Vertical);
        Assert.Equal([8, 6, 4, 1], rows.Select(row => row.Local.ExpectedCount));
        Assert.Equal([5, 3, 1, 1], rows.Select(row => row.Local.MissingCount));
        Assert.Equal([1, 1, 1, 0], rows.Select(row => row.Vertical.ExpectedCount));
        Assert.Equal([false, false, true, false], rows.Select(row => row.RegionReportFiled));
        Assert.All(rows, row => Assert.Equal(
            row.Local.ExpectedCount,
            row.Local.FiledCount - row.Local.UnexpectedCount + row.Local.MissingCount + row.Local.NotDueCount));
    }

    [Fact]
    public async Task What_is_not_due_yet_is_not_missing_and_each_kind_and_level_has_its_day()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.Departments(country.County, 1);

        foreach (var (month, day, missing) in new[]
        {
            (1, 31, 0), (2, 1, 1), (2, 20, 1), (2, 21, 3), (3, 11, 5), (4, 1, 6),
        })
        {
            var row = Assert.Single(
                await Rows(new() { Year = 2022, Month = month, Day = day }, Selecting(country.Province)));
            Assert.Equal((missing, 6 - missing), (row.Local.MissingCount, row.Local.NotDueCount));
        }
    }

    [Fact]
    public async Task The_children_of_a_division_and_several_years_are_rows_of_their_own_on_pages()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(Published(country.County, "2021-region", 2022, 1, 1));
        var selection = Selecting(country.Prefecture);
        (selection.Breakdown, selection.WithSubject, selection.LastYear) = (Breakdown.Children, true, 2022);
        var whole = await Rows(Later, selection);

        var request = new QueryCoverageRequest { Selection = selection, JudgedDate = Later, PageSize = 4 };
        var first = await service.Statistics.QueryCoverageAsync(request);
        await country.File(Published(country.OtherCounty, "2022-region", 2023, 1, 1));
        request.PageToken = first.NextPageToken;
        var second = await service.Statistics.QueryCoverageAsync(request);

        Assert.Equal(6, whole.Count);
        Assert.Equal(whole, first.Rows.Concat(second.Rows));
        Assert.Equal("", second.NextPageToken);
        Assert.Equal((first.Stamp, Later), (second.Stamp, second.JudgedDate));
        Assert.Equal([1, 0, 1, 0, 0, 0], whole.Select(row => row.Local.FiledCount));
    }

    [Fact]
    public async Task An_answer_at_an_earlier_position_is_what_was_answered_then()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        var report = await country.File(Published(department, "2021-organ", 2022, 3, 1));
        var before = await Ask(country.Province);

        await country.Withdraw(report);
        await country.File(Published(country.County, "2021-region", 2022, 1, 1));
        await country.Organ(department, country.OtherCounty);
        await country.Exempt(country.OtherPrefecture, Year);
        var now = await Ask(country.Province);
        var then = await Ask(country.Province, new() { Position = before.Stamp.AsOfPosition });

        Assert.Equal(before, then);
        Assert.Equal((1, 1), (then.Rows[0].Local.FiledCount, then.Rows[0].Local.LateCount));
        Assert.Equal((1, 0), (now.Rows[0].Local.FiledCount, now.Rows[0].Local.LateCount));
        Assert.Equal((5, 1), (now.Rows[0].Local.ExpectedCount, now.Rows[0].Local.ExemptCount));
    }

    [Fact]
    public async Task Without_a_day_today_is_meant_and_at_an_earlier_position_the_day_of_its_last_event()
    {
        var country = await SmallCountry.New(service.Channel);
        var now = await service.Statistics.QueryCoverageAsync(new() { Selection = Selecting(country.Province) });
        var then = await service.Statistics.QueryCoverageAsync(
            new() { Selection = Selecting(country.Province), Read = new() { Position = now.Stamp.AsOfPosition } });

        var time = now.Stamp.AsOfTime.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(8));
        Assert.Equal(new Date { Year = time.Year, Month = time.Month, Day = time.Day }, then.JudgedDate);
        Assert.True(now.JudgedDate.Year >= 2025);
    }

    [Theory]
    [InlineData("selection.scope")]
    [InlineData("selection.report_set")]
    [InlineData("selection.boundaries")]
    [InlineData("selection.organs")]
    public async Task What_does_not_go_with_it_is_refused_and_not_ignored(string field)
    {
        var selection = Selecting("140000");
        var _ = field switch
        {
            "selection.scope" => (selection.Scope = Scope.Level) == Scope.Level,
            "selection.report_set" => (selection.ReportSet = ReportSet.Accepted) == ReportSet.Accepted,
            "selection.boundaries" => (selection.Boundaries = Boundaries.Current) == Boundaries.Current,
            _ => Set(selection),
        };

        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", field, () => Rows(Later, selection));

        static bool Set(Selection selection)
        {
            selection.Organs.Add("organs/140400");
            return true;
        }
    }

    [Fact]
    public async Task A_request_without_divisions_or_with_no_date_is_refused()
    {
        await Refused.AtField(
            StatusCode.InvalidArgument, "REQUIRED_FIELD", "selection.divisions",
            () => Rows(Later, new() { FirstYear = 2021 }));
        await Refused.AtField(
            StatusCode.InvalidArgument, "INVALID_VALUE", "judged_date",
            () => Rows(new() { Year = 2022 }, Selecting("140000")));
    }

    internal static Report Published(string organ, string key, int year, int month, int day)
    {
        var report = MadeUpReports.Of("organs/" + organ, key, MadeUpReports.Applications("2021", 1));
        report.PublicationDate = new() { Year = year, Month = month, Day = day };
        return report;
    }

    private static Selection Selecting(params string[] divisions) =>
        new() { Divisions = { divisions.Select(id => "divisions/" + id) }, FirstYear = Year };

    private Task<IReadOnlyList<CoverageRow>> Rows(params string[] divisions) => Rows(Later, Selecting(divisions));

    private async Task<IReadOnlyList<CoverageRow>> Rows(Date judged, Selection selection)
    {
        await service.Services.CaughtUp();
        return (await service.Statistics.QueryCoverageAsync(new() { Selection = selection, JudgedDate = judged })).Rows;
    }

    private async Task<QueryCoverageResponse> Ask(string division, ReadPoint? read = null)
    {
        await service.Services.CaughtUp();
        return await service.Statistics.QueryCoverageAsync(
            new() { Selection = Selecting(division), JudgedDate = Later, Read = read });
    }
}
