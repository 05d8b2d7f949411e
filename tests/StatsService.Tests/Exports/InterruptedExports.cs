using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Callers;
using StatsService.Exports;
using StatsService.Failures;
using StatsService.Tests.Fixtures;
using ExportFormat = Ogi.Stats.V1.ExportFormat;

namespace StatsService.Tests.Exports;

/// <summary>An export that does not come to its end is never taken for whole.</summary>
public sealed class InterruptedExports(ServiceFixture service) : IClassFixture<ServiceFixture>, IAsyncLifetime
{
    /// <summary>More reports than are read at once, the last of them damaged.</summary>
    private const int Reports = 110;

    private string _division = "";

    private ExportService.ExportServiceClient Client => new(service.Channel);

    public async Task InitializeAsync()
    {
        _division = "divisions/" + await TestOrgans.RegisterDivision(service, "000000");
        var names = new List<string>();
        for (var i = 0; i < Reports; i++)
        {
            var organ = await TestOrgans.Register(service, _division["divisions/".Length..]);
            names.Add((await service.File(BalancedReports.Of($"{organ}/reports/2021-organ", i))).Name);
        }

        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var damage = database.CreateCommand(
            "update ogi.mt_doc_annualreport set data = jsonb_set(data, '{body}', '\"Cv8B\"') where id = $1");
        damage.Parameters.Add(new() { Value = names.Max(StringComparer.Ordinal) });
        await damage.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_stream_that_fails_midway_has_bytes_and_no_trailer()
    {
        var parts = new List<ExportPart>();
        using var call = Client.ExportReports(Request());

        await Refused.With(StatusCode.Internal, "DATA_LOSS", async () =>
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync())
            {
                parts.Add(response.Part);
            }
        });

        Assert.Contains(parts, part => part.Data.Length > 0);
        Assert.DoesNotContain(parts, part => part.Trailer is not null);
    }

    [Fact]
    public async Task A_download_that_fails_midway_is_cut_off()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(
            $"{service.HttpAddress}/v1/reports:export?filter.divisions={_division}",
            HttpCompletionOption.ResponseHeadersRead);

        Assert.True(answer.IsSuccessStatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_client_that_cancels_leaves_its_place_to_others()
    {
        for (var i = 0; i < 40; i++)
        {
            await BeginAndCancel();
        }
    }

    [Fact]
    public async Task It_ends_at_its_deadline()
    {
        using var call = Client.ExportReports(
            Request(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(5));

        var ended = await Assert.ThrowsAsync<RpcException>(() =>
            call.ResponseStream.ReadAllAsync().ToListAsync().AsTask());

        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
    }

    [Fact]
    public async Task More_than_an_instance_makes_at_once_are_refused()
    {
        var parts = new ExportParts();
        var export = await service.Services.GetRequiredService<ExportReports>()
            .Open(Request(), Caller.Service, default);
        var begun = Enumerable.Range(0, 16).Select(_ => parts.Of(export, default).GetAsyncEnumerator()).ToList();
        foreach (var each in begun)
        {
            await each.MoveNextAsync();
        }

        await using var further = parts.Of(export, default).GetAsyncEnumerator();
        var refusal = await Assert.ThrowsAsync<Refusal>(() => further.MoveNextAsync().AsTask());
        await begun[0].DisposeAsync();
        await using var next = parts.Of(export, default).GetAsyncEnumerator();

        Assert.Equal("TOO_MANY_STREAMS", refusal.Reason);
        Assert.True(await next.MoveNextAsync());
    }

    /// <summary>The service may take a moment until it notices that those before were cancelled.</summary>
    private async Task BeginAndCancel()
    {
        for (var tries = 0; ; tries++)
        {
            using var call = Client.ExportReports(Request());
            try
            {
                await call.ResponseStream.MoveNext(default);
                Assert.NotNull(call.ResponseStream.Current.Part.Manifest);
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted && tries < 600)
            {
                await Task.Delay(100);
            }
        }
    }

    private ExportReportsRequest Request() =>
        new() { Filter = new() { Divisions = { _division } }, Format = ExportFormat.Csv };
}
