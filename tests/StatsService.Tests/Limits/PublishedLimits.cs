using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;
using StatsService.Callers;
using StatsService.Log;
using StatsService.OpenApi;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Limits;

/// <summary>What GetLimits publishes is what the service enforces, and what the protos say.</summary>
public sealed partial class PublishedLimits(ServiceFixture service) : IClassFixture<ServiceFixture>, IAsyncLifetime
{
    private GetLimitsResponse _limits = new();

    public async Task InitializeAsync() =>
        _limits = await new LimitsService.LimitsServiceClient(service.Channel).GetLimitsAsync(new());

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_rpc_with_pages_is_among_them() => Assert.Equal(
        RpcAccess.Rpcs.Where(rpc => SizeOf(rpc.Value.InputType) is not null).Select(rpc => rpc.Key[1..])
            .Order(StringComparer.Ordinal),
        _limits.Pages.Select(pages => pages.Rpc).Order(StringComparer.Ordinal));

    [Fact]
    public void The_protos_tell_the_same_of_pages() => Assert.All(_limits.Pages, pages =>
    {
        var field = SizeOf(RpcAccess.Rpcs["/" + pages.Rpc].InputType)!;
        var comment = ProtoComments.Of(field)!.Replace(",", "", StringComparison.Ordinal);
        var told = Sizes().Match(comment);
        var full = Full().Match(comment);

        Assert.Equal($"{pages.DefaultSize} {pages.MaxSize}", $"{told.Groups["size"]} {told.Groups["most"]}");
        Assert.Equal($"{pages.MaxFullSize}", (full.Success ? full : told).Groups["most"].Value);
    });

    [Fact]
    public async Task A_page_has_as_many_rows_as_is_published_where_no_size_is_asked_for()
    {
        Assert.Equal(
            Of("RegistryService/ListOrgans").DefaultSize,
            (await service.Registry.ListOrgansAsync(new())).Organs.Count);
        Assert.Equal(
            Of("RegistryService/ListDivisions").DefaultSize,
            (await service.Registry.ListDivisionsAsync(new())).Divisions.Count);
        Assert.Equal(
            Of("RegistryService/SearchOrgans").DefaultSize,
            (await service.Registry.SearchOrgansAsync(new() { Query = "人民政府" })).Matches.Count);
    }

    [Fact]
    public async Task A_page_has_no_more_rows_than_is_published_whatever_size_is_asked_for()
    {
        var most = Of("RegistryService/SearchOrgans").MaxSize;

        var found = await service.Registry.SearchOrgansAsync(new() { Query = "人民政府", Limit = most + 1 });

        Assert.Equal(most, found.Matches.Count);
    }

    [Fact]
    public async Task A_message_may_be_as_large_as_is_published_and_no_larger()
    {
        var most = (int)_limits.Messages.RequestBytes;
        var request = new ValidateReportRequest { Report = new() { Title = new('x', most) } };
        request.Report.Title = request.Report.Title[(request.CalculateSize() - most)..];
        Assert.Equal(most, request.CalculateSize());

        Assert.NotNull((await service.Reports.ValidateReportAsync(request)).Refusal);
        request.Report.Title += "x";
        var status = await Refused.With(
            StatusCode.ResourceExhausted, "TOO_LARGE", async () => await service.Reports.ValidateReportAsync(request));

        Assert.Equal($"{most}", status.GetDetail<ErrorInfo>()!.Metadata["limit"]);
    }

    [Fact]
    public async Task A_heartbeat_may_be_as_often_and_as_seldom_as_is_published()
    {
        var changes = new ChangeService.ChangeServiceClient(service.Channel);
        var least = _limits.Streams.MinHeartbeat.ToTimeSpan();
        var most = _limits.Streams.MaxHeartbeat.ToTimeSpan();

        foreach (var allowed in new[] { least, most, _limits.Streams.DefaultHeartbeat.ToTimeSpan() })
        {
            using var call = changes.WatchChanges(new() { Heartbeat = Duration.FromTimeSpan(allowed) });
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        }

        var little = TimeSpan.FromMilliseconds(1);
        foreach (var refused in new[] { least - little, most + little })
        {
            using var call = changes.WatchChanges(new() { Heartbeat = Duration.FromTimeSpan(refused) });
            await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "heartbeat", async () =>
                await call.ResponseStream.MoveNext(CancellationToken.None));
        }
    }

    [Fact]
    public async Task Parts_of_a_snapshot_are_as_large_as_is_published()
    {
        using var call = new ChangeService.ChangeServiceClient(service.Channel).GetSnapshot(new());

        var sizes = await call.ResponseStream.ReadAllAsync()
            .Select(part => part.Divisions.Count + part.Organs.Count + part.Reports.Count).ToListAsync();

        Assert.Equal(_limits.Streams.SnapshotPartSize, sizes.Max());
    }

    [Fact]
    public void A_writer_is_ended_when_the_published_time_is_over() => Assert.Equal(
        service.Services.GetRequiredService<HighWaterOptions>().WriteTransactionLimit,
        _limits.Times.WriteTransaction.ToTimeSpan());

    private static FieldDescriptor? SizeOf(MessageDescriptor request) =>
        request.FindFieldByName("page_size") ?? request.FindFieldByName("limit");

    private PageLimits Of(string rpc) => _limits.Pages.Single(pages => pages.Rpc == "ogi.stats.v1." + rpc);

    [GeneratedRegex("(?<size>\\d+) by default and at most (?<most>\\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sizes();

    [GeneratedRegex("(FULL |; at most )(?<most>\\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Full();
}
