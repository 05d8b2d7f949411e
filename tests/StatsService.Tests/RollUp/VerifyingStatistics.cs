using Grpc.Core;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>VerifyStatistics: what is served is held against the reports.</summary>
public sealed class VerifyingStatistics(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Figures_that_follow_from_the_reports_show_no_difference()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-organ", 5);
        var point = await service.Services.CaughtUp();
        var told = await Verify(
            new() { Division = "divisions/" + country.Province, FirstYear = 2021, LastYear = 2022 });

        Assert.Equal([2021, 2022], told.SkipLast(1).Select(part => part.Progress.Year));
        var end = told[^1].End;
        Assert.Equal((10, 0, 0), (end.DivisionCount, end.DifferentDivisionCount, end.DifferenceCount));
        Assert.Equal(point.Log.Position.ToString(), end.Stamp.AsOfPosition);
    }

    [Fact]
    public async Task A_sum_that_does_not_follow_from_the_reports_is_named_with_both_numbers()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2023-organ", 5);
        await country.File(country.OtherCounty, "2023-organ", 7);
        await service.Services.CaughtUp();
        var request = new VerifyStatisticsRequest { Division = country.Prefecture, FirstYear = 2023 };
        Assert.Equal(0, (await Verify(request))[^1].End.DifferenceCount);
        await TakeFrom(country.OtherCounty, country.County);

        var told = await Verify(request);
        var differences = told.Select(part => part.Difference).OfType<StatisticsDifference>().ToList();
        Assert.Contains(
            new()
            {
                Division = "divisions/" + country.County,
                Year = 2023,
                Sum = SumKind.Organs,
                Indicator = "indicators/applications.received",
                Topic = "applications",
                What = "sum",
                Stored = "7",
                Recomputed = "5",
            },
            differences);
        Assert.All(differences, difference => Assert.Equal("divisions/" + country.County, difference.Division));
        Assert.Equal((1, differences.Count), (told[^1].End.DifferentDivisionCount, told[^1].End.DifferenceCount));

        request.ReportSet = Ogi.Stats.V1.ReportSet.Accepted;
        Assert.Equal(0, (await Verify(request))[^1].End.DifferenceCount);
    }

    [Fact]
    public async Task What_is_answered_at_an_earlier_position_is_held_against_the_reports_of_then()
    {
        var country = await SmallCountry.New(service.Channel);
        var report = await country.File(country.County, "2024-organ", 5);
        var then = (await service.Services.CaughtUp()).Log.Position.ToString();
        await country.Withdraw(report);
        await service.Services.CaughtUp();

        var end = (await Verify(new()
        {
            Division = country.Province,
            FirstYear = 2024,
            Read = new() { Position = then },
        }))[^1].End;
        Assert.Equal((5, 0, then), (end.DivisionCount, end.DifferenceCount, end.Stamp.AsOfPosition));
    }

    [Theory]
    [InlineData("", 2021, 0, "division", "REQUIRED_FIELD")]
    [InlineData("divisions/nowhere", 2021, 0, "division", "UNKNOWN_DIVISION")]
    [InlineData("divisions/140400", 0, 0, "first_year", "REQUIRED_FIELD")]
    [InlineData("divisions/140400", 2021, 2020, "last_year", "INVALID_VALUE")]
    public async Task What_cannot_be_understood_is_refused(
        string division, int first, int last, string field, string reason) =>
        await Refused.AtField(StatusCode.InvalidArgument, reason, field, () =>
            Verify(new() { Division = division, FirstYear = first, LastYear = last }));

    private async Task<List<VerifyStatisticsResponse>> Verify(VerifyStatisticsRequest request)
    {
        using var call = service.Statistics.VerifyStatistics(request);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    /// <summary>Damages a node: it gets another's sums.</summary>
    private async Task TakeFrom(string other, string division)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand("""
            update ogi.roll_up_node n set data = o.data, page1 = o.page1, page2 = o.page2 from ogi.roll_up_node o
            where n.division = $1 and o.division = $2 and n.year = o.year and n.report_set = o.report_set
            """);
        command.Parameters.Add(new() { Value = division });
        command.Parameters.Add(new() { Value = other });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
