using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Statistics.Ranking;

/// <summary>Where one stands among those of its level and kind; with too few of them nothing is said.</summary>
public sealed class ComparingPeers(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly Measure Received = new() { Indicator = "applications.received" };

    [Fact]
    public async Task A_division_stands_among_those_of_its_level_and_kind()
    {
        var country = await SmallCountry.New(service.Channel);
        await Counties(country, 12);

        var answer = await Compare(country, country.OtherPrefecture + "3");

        Assert.Equal((10, 30, true), (answer.Row.Rank, answer.Row.Figure.Count, answer.Row.HasRank));
        Assert.Equal((12, 2, 0.9), (answer.PeerCount, answer.UnrankedCount, answer.MinCoverage));
        Assert.Equal([10, 25, 50, 75, 90], answer.Percentiles.Select(percentile => percentile.Percent));
        Assert.Equal([20, 30, 60, 90, 110], answer.Percentiles.Select(percentile => percentile.Value));
    }

    [Fact]
    public async Task Who_has_no_figure_is_told_where_the_others_stand()
    {
        var country = await SmallCountry.New(service.Channel);
        await Counties(country, 10);

        var answer = await Compare(country, country.County);

        Assert.False(answer.Row.HasRank);
        Assert.Equal(UnrankedReason.NoFigure, answer.Row.UnrankedReason);
        Assert.Equal((10, 2), (answer.PeerCount, answer.UnrankedCount));
        Assert.Equal(50, answer.Percentiles[2].Value);
    }

    [Fact]
    public async Task Fewer_than_ten_are_too_few()
    {
        var country = await SmallCountry.New(service.Channel);
        await Counties(country, 9);
        await service.Services.CaughtUp();

        var refused = Refused.Of(await Refused.With(
            StatusCode.FailedPrecondition, "TOO_FEW_PEERS", async () => await Compare(country, country.County)));

        Assert.Equal(("9", "2"), (refused.Metadata["peer_count"], refused.Metadata["unranked_count"]));
        Assert.Contains("只有9个", refused.Zh, StringComparison.Ordinal);
        Assert.Contains("Only 9 ", refused.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organ_stands_among_those_of_its_kind_and_level()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 11);
        var others = await country.Departments(country.Prefecture, 1);
        foreach (var (department, i) in departments.Concat(others).Select((department, i) => (department, i)))
        {
            await country.File(department, "2022-organ", i);
        }

        await service.Services.CaughtUp();
        var answer = await service.Statistics.ComparePeersAsync(new()
        {
            Organ = "organs/" + departments[10],
            Ancestor = "divisions/" + country.Province,
            Year = 2022,
            Measure = Received,
        });

        Assert.Equal((1, 10, 11, 0), (answer.Row.Rank, answer.Row.Figure.Count, answer.PeerCount, answer.MinCoverage));
        Assert.Equal([1, 2, 5, 8, 9], answer.Percentiles.Select(percentile => percentile.Value));
    }

    [Fact]
    public async Task An_earlier_position_answers_as_it_was_then()
    {
        var country = await SmallCountry.New(service.Channel);
        await Counties(country, 10);
        var then = await Compare(country, country.OtherPrefecture + "3");
        await country.File(country.County, "2022-region", 1000);

        Assert.NotEqual(then, await Compare(country, country.OtherPrefecture + "3"));
        Assert.Equal(then, await Compare(country, country.OtherPrefecture + "3", then.Stamp.AsOfPosition));
    }

    [Fact]
    public async Task Who_is_no_peer_is_refused()
    {
        var country = await SmallCountry.New(service.Channel);
        var request = new ComparePeersRequest
        {
            Division = "divisions/" + country.County,
            Ancestor = "divisions/" + country.OtherPrefecture,
            Year = 2022,
            Measure = Received,
        };
        await service.Services.CaughtUp();

        await Refuses("INVALID_VALUE", "ancestor", request);
        await Refuses("REQUIRED_FIELD", "division", new() { Year = 2022, Measure = Received });
        await Refuses("INVALID_VALUE", "scope", new(request) { Scope = Scope.Level });
        await Refuses("INVALID_VALUE", "min_coverage", new()
        {
            Organ = "organs/" + country.County,
            Year = 2022,
            Measure = Received,
            MinCoverage = 0.5,
        });
    }

    private async Task Refuses(string reason, string field, ComparePeersRequest request) => await Refused.AtField(
        StatusCode.InvalidArgument, reason, field, async () => await service.Statistics.ComparePeersAsync(request));

    private async Task<ComparePeersResponse> Compare(SmallCountry country, string division, string position = "")
    {
        await service.Services.CaughtUp();
        return await service.Statistics.ComparePeersAsync(new()
        {
            Division = "divisions/" + division,
            Ancestor = "divisions/" + country.Province,
            Year = 2022,
            Measure = Received,
            Read = position.Length == 0 ? null : new() { Position = position },
        });
    }

    /// <summary>Counties that published 10, 20 … applications, beside two that did not.</summary>
    private static async Task Counties(SmallCountry country, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var id = $"{country.OtherPrefecture}{i}";
            await country.Register(id, country.OtherPrefecture, DivisionLevel.County);
            await country.Organ(id, id, OrganKind.Government);
            await country.File(id, "2022-region", 10 * i);
        }
    }
}
