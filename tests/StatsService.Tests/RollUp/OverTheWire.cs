using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Ogi.Stats.V1;

namespace StatsService.Tests.RollUp;

/// <summary>What tests ask of a service that runs in another process.</summary>
internal static class OverTheWire
{
    /// <summary>As of all that was acknowledged until now: the roll-up is waited for.</summary>
    public static ReadPoint Now => new() { Time = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) };

    /// <summary>Applications received in a division.</summary>
    public static async Task<long> Received(this GrpcChannel channel, string division, int year)
    {
        var answer = await new StatisticsService.StatisticsServiceClient(channel).QueryIndicatorsAsync(new()
        {
            Selection = new() { Divisions = { "divisions/" + division }, FirstYear = year },
            Measures = { new Measure { Indicator = "applications.received" } },
            Read = Now,
        });
        return Assert.Single(answer.Rows).Figures[0].Count;
    }

    /// <summary>Holds a division and all below it against the reports.</summary>
    public static async Task<VerificationEnd> Verify(
        this GrpcChannel channel, string division, int year, ReportSet set = default)
    {
        using var call = new StatisticsService.StatisticsServiceClient(channel).VerifyStatistics(
            new() { Division = division, FirstYear = year, ReportSet = set, Read = Now });
        var parts = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Empty(parts.Select(part => part.Difference).OfType<StatisticsDifference>());
        return parts[^1].End;
    }

    /// <summary>Makes the roll-up anew, to the end.</summary>
    public static async Task<List<RebuildStatisticsResponse>> Rebuild(this GrpcChannel channel)
    {
        using var call = new StatisticsService.StatisticsServiceClient(channel).RebuildStatistics(
            new() { Division = "divisions/" + RolledUp.Nation });
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }
}
