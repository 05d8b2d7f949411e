using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Client;
using StatsService.Tests.Fixtures;
using StatsService.Tests.Following;

namespace StatsService.Tests.Clients;

/// <summary>What <see cref="StatsClient"/> does beside calling: deadlines, request ids, attempts, pages.</summary>
public sealed class DotnetClient(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_call_without_deadline_gets_one()
    {
        using var silent = new Silent();
        using var client = new StatsClient(new StatsClientOptions
        {
            Address = silent.Address,
            Deadline = TimeSpan.FromMilliseconds(300),
        });

        var e = await Assert.ThrowsAsync<RpcException>(async () => await client.Limits.GetLimitsAsync(new()));

        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
    }

    [Fact]
    public async Task The_callers_own_deadline_is_kept()
    {
        using var silent = new Silent();
        using var client = new StatsClient(new StatsClientOptions
        {
            Address = silent.Address,
            Deadline = TimeSpan.FromHours(1),
        });

        var e = await Assert.ThrowsAsync<RpcException>(async () => await client.Limits.GetLimitsAsync(
            new(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300)));

        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
    }

    [Fact]
    public async Task A_service_that_is_not_there_for_a_moment_is_tried_again()
    {
        await using var cable = new Cable(new(service.GrpcAddress)) { Broken = true };
        using var client = new StatsClient(new Uri(cable.Address));

        var call = client.Limits.GetLimitsAsync(new());
        await Until(() => cable.ThrownOut > 0);
        cable.Broken = false;

        Assert.NotNull(await call);
    }

    [Fact]
    public async Task With_one_attempt_it_is_not()
    {
        await using var cable = new Cable(new(service.GrpcAddress)) { Broken = true };
        using var client = new StatsClient(new StatsClientOptions { Address = new(cable.Address), MaxAttempts = 1 });

        var e = await Assert.ThrowsAsync<RpcException>(async () => await client.Limits.GetLimitsAsync(new()));

        Assert.Equal((StatusCode.Unavailable, true), (e.StatusCode, e.IsTransient()));
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_carried_out_once()
    {
        await using var cable = new Cable(new(service.GrpcAddress));
        using var client = new StatsClient(new Uri(cable.Address));
        await client.Limits.GetLimitsAsync(new()); // the connection stands
        var report = SampleReports.Changzhi2019("organs/140400");
        var name = report.Name;
        var request = new FileReportRequest { Report = report };

        cable.Silent = true;
        var call = client.Reports.FileReportAsync(request);
        await Until(() => IsFiled(name));
        cable.Cut();
        cable.Silent = false;

        var filed = await call;
        var revisions = await service.Reports.ListReportRevisionsAsync(new() { Parent = name });
        var only = Assert.Single(revisions.Revisions);
        Assert.Equal((1, only.Event.RequestId), (filed.Report.Revision, filed.Report.LastEvent.RequestId));
        Assert.NotEmpty(only.Event.RequestId);
        Assert.Empty(request.RequestId); // the caller's own is not touched: sent once more, it is another request
    }

    [Fact]
    public async Task A_list_is_read_over_its_pages()
    {
        using var client = new StatsClient(new Uri(service.GrpcAddress));
        var request = new ListDivisionsRequest { Ancestor = "divisions/140400", PageSize = 1000 };
        var whole = await client.Registry.ListDivisionsAsync(request);
        Assert.Empty(whole.NextPageToken);

        request.PageSize = 2;
        var names = await Paging.All(request, client.Registry.ListDivisionsAsync, page => page.Divisions)
            .Select(division => division.Name).ToListAsync();
        var first = await client.Registry.ListDivisionsAsync(request);
        request.PageToken = first.NextPageToken;
        var rest = await Paging.All(request, client.Registry.ListDivisionsAsync, page => page.Divisions)
            .Select(division => division.Name).ToListAsync();

        Assert.True(names.Count > 4);
        Assert.Equal(whole.Divisions.Select(division => division.Name), names);
        Assert.Equal(names.Skip(2), rest);
        Assert.Equal(first.NextPageToken, request.PageToken);
    }

    [Fact]
    public async Task What_has_no_pages_is_told_before_any_call()
    {
        using var client = new StatsClient(new Uri(service.GrpcAddress));

        var e = await Assert.ThrowsAsync<ArgumentException>(async () => await Paging.All(
            new GetReportRequest(), client.Reports.GetReportAsync, answer => answer.Report.Tables).ToListAsync());

        Assert.Contains(nameof(GetReportRequest), e.Message, StringComparison.Ordinal);
    }

    private bool IsFiled(string name)
    {
        try
        {
            return service.Reports.GetReport(new() { Name = name }).Report.Revision > 0;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>Takes connections, and never says anything.</summary>
    private sealed class Silent : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);

        public Silent() => _listener.Start();

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

        public void Dispose() => _listener.Dispose();
    }
}
