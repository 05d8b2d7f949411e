using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Statistics.Ranking;

/// <summary>A ranking that cannot be understood is refused, and says where.</summary>
public sealed class BadRankings(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly Measure Received = new() { Indicator = "applications.received" };

    [Fact]
    public async Task A_ranking_of_divisions_needs_level_year_and_measure()
    {
        await Refuses("REQUIRED_FIELD", "year", request => request.Year = 0);
        await Refuses("REQUIRED_FIELD", "level", request => request.Level = default);
        await Refuses("REQUIRED_FIELD", "measure", request => request.Measure = null);
        await Refuses("INVALID_VALUE", "year", request => request.Year = 2007);
        await Refuses(
            "INVALID_VALUE", "measure.indicator", request => request.Measure = new() { Indicator = "applications.*" });
        await Refuses("UNKNOWN_DIVISION", "ancestor", request => request.Ancestor = "divisions/nowhere");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public async Task A_smallest_denominator_is_of_rates_and_not_negative(long least) =>
        await Refuses("INVALID_VALUE", "min_denominator", request => request.MinDenominator = least);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(90)]
    [InlineData(double.NaN)]
    public async Task A_coverage_that_is_no_share_is_refused(double share) =>
        await Refuses("INVALID_VALUE", "min_coverage", request => request.MinCoverage = share);

    [Fact]
    public async Task Numbers_that_are_no_values_are_refused()
    {
        await Refuses("INVALID_VALUE", "level", request => request.Level = (DivisionLevel)9);
        await Refuses("INVALID_VALUE", "kind", request => request.Kind = (DivisionKind)9);
        await Refuses("INVALID_VALUE", "basis", request => request.Basis = (Basis)9);
        await Refuses("INVALID_VALUE", "report_set", request => request.ReportSet = (ReportSet)9);
        await Refuses("INVALID_VALUE", "page_size", request => request.PageSize = -1);
    }

    [Fact]
    public async Task A_ranking_of_organs_needs_a_kind_and_a_scope_that_can_be_compared()
    {
        await RefusesOrgans("REQUIRED_FIELD", "kind", request => request.Kind = default);
        await RefusesOrgans("INVALID_VALUE", "scope", request => request.Scope = Scope.Unknown);
        await RefusesOrgans("INVALID_VALUE", "min_denominator", request => request.MinDenominator = 1);
        await RefusesOrgans("UNKNOWN_DIVISION", "ancestor", request => request.Ancestor = "divisions/nowhere");
    }

    [Fact]
    public async Task A_token_belongs_to_its_ranking()
    {
        var request = new RankDivisionsRequest
        {
            Level = DivisionLevel.Province,
            Year = 2022,
            Measure = Received,
            PageSize = 1,
        };
        request.PageToken = (await service.Statistics.RankDivisionsAsync(request)).NextPageToken;
        await service.Statistics.RankDivisionsAsync(request);
        request.Ascending = true;

        await Refused.AtField(StatusCode.InvalidArgument, "PAGE_TOKEN_MISMATCH", "page_token", async () =>
            await service.Statistics.RankDivisionsAsync(request));
    }

    private async Task Refuses(string reason, string field, Action<RankDivisionsRequest> change)
    {
        var request = new RankDivisionsRequest { Level = DivisionLevel.County, Year = 2022, Measure = Received };
        change(request);
        await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
            await service.Statistics.RankDivisionsAsync(request));
    }

    private async Task RefusesOrgans(string reason, string field, Action<RankOrgansRequest> change)
    {
        var request = new RankOrgansRequest { Kind = OrganKind.Department, Year = 2022, Measure = Received };
        change(request);
        await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
            await service.Statistics.RankOrgansAsync(request));
    }
}
