using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>A stream is signed in as long as its token is good, and no longer.</summary>
public sealed class StreamsThatOutliveTheirToken(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    /// <summary>Tokens of the tests hold five minutes, and clocks may differ by half a minute.</summary>
    private static readonly TimeSpan AlmostOver = TimeSpan.FromMinutes(5.5) - TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Items_of_a_stream_sent_after_its_token_expired_are_refused()
    {
        var place = await Place.New(service);
        var token = service.Key.Token(
            new(StringComparer.Ordinal)
            {
                ["client_id"] = "platform",
                ["roles"] = new[] { "filer", "registrar" },
                ["division"] = place.Province,
            },
            age: AlmostOver);
        using var filing = service.Reports.BatchFileReports(TestKey.Bearer(token));
        using var registering = service.Registry.BatchUpsertOrgans(TestKey.Bearer(token));
        var first = await File(filing, place.Report);

        await Task.Delay(TimeSpan.FromSeconds(3));

        Assert.Equal(BatchFileReportsResponse.ResultOneofCase.Filed, first.ResultCase);
        IsExpired((await File(filing, place.Organ + "/reports/2022-region")).Error);
        await registering.RequestStream.WriteAsync(new() { Organ = new() { Division = "divisions/" + place.County } });
        await registering.ResponseStream.MoveNext(default);
        IsExpired(registering.ResponseStream.Current.Error);
    }

    private static void IsExpired(Google.Rpc.Status status)
    {
        var refused = Refused.Of(status);
        Assert.Equal((StatusCode.Unauthenticated, "NOT_SIGNED_IN"), (refused.Code, refused.Reason));
        Assert.Equal("EXPIRED", refused.Metadata["cause"]);
    }

    private static async Task<BatchFileReportsResponse> File(
        AsyncDuplexStreamingCall<BatchFileReportsRequest, BatchFileReportsResponse> call, string name)
    {
        await call.RequestStream.WriteAsync(new()
        {
            Item = new() { Report = BalancedReports.Of(name, 7), RequestId = Guid.NewGuid().ToString() },
        });
        await call.ResponseStream.MoveNext(default);
        return call.ResponseStream.Current;
    }
}
