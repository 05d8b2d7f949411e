using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Changes;
using StatsService.Encoded;

namespace StatsService.Benchmarks;

/// <summary>
/// FULL changes, a thousand over as many pages as their size makes of them, through the use case and written as they go
/// out; against events in JSONB that say the same, read and deserialised, which makes no answer yet.
/// </summary>
internal static class FeedOfChanges
{
    private const int RoundCount = 9;
    private const int Page = 1_000;

    /// <summary>Rounds until both sides are compiled as they stay.</summary>
    private const int Warming = 5;

    public static async Task Run(string connectionString, BenchmarkSize size)
    {
        var count = size.Of(4_000, full: 20_000);
        var country = new FilingCountry(scale: count / 20_000d);
        var reports = country.Reports(count);
        await using var side = await FilingSide.Start(connectionString, rollUp: false);
        await country.Register(new RegistryService.RegistryServiceClient(side.Channel));
        var begin = await Position(side);
        await side.Stream(reports);
        await using var database = NpgsqlDataSource.Create(
            connectionString + ";Max Auto Prepare=20;Auto Prepare Min Usages=1");
        await JsonEvents.Fill(database, await Changes(side, begin));

        var list = side.Services.GetRequiredService<ListChanges>();
        var (changes, rows, bytes) = (0, 0, 0L);
        for (var i = 0; i < Warming; i++)
        {
            await Read(list, begin);
            await JsonEvents.Read(database);
        }

        var results = await Rounds.Run(
            RoundCount,
            ("FULL changes, as they go out", async () => (changes, bytes) = await Read(list, begin)),
            ("the same from JSONB events, deserialised", async () => rows = (await JsonEvents.Read(database)).Events));
        if (changes != count || rows != count)
        {
            throw new InvalidOperationException($"{changes} changes and {rows} rows were read of {count}.");
        }

        Console.WriteLine($"changes: {count:N0} reports, {(double)bytes / count:N0} B a change on the wire");
        foreach (var result in results)
        {
            Console.WriteLine($"{result}, {result.Median * Page / count:F1} ms a thousand");
        }

        Goals.PrintCost("FULL changes against JSONB events", results[0], results[1], 0.2);
    }

    private static async Task<string> Position(FilingSide side) =>
        (await new ReportService.ReportServiceClient(side.Channel).ListReportsAsync(new() { PageSize = 1 }))
        .Stamp.AsOfPosition;

    private static async Task<IReadOnlyList<Change>> Changes(FilingSide side, string after)
    {
        var client = new ChangeService.ChangeServiceClient(side.Channel);
        var changes = new List<Change>();
        ListChangesResponse page;
        do
        {
            page = await client.ListChangesAsync(new() { AfterPosition = after, View = ChangeView.Full });
            (changes, after) = ([.. changes, .. page.Changes], page.Position);
        }
        while (page.HasMore);

        return changes;
    }

    private static async Task<(int Changes, long Bytes)> Read(ListChanges list, string after)
    {
        var request = new ListChangesRequest { AfterPosition = after, View = ChangeView.Full, PageSize = Page };
        var (count, bytes) = (0, 0L);
        var wire = new ArrayBufferWriter<byte>(4 << 20); // as the server's, which it keeps
        ListChangesResponse page;
        do
        {
            page = await list.Handle(request, FilingSide.Caller, default);
            using var rows = (EncodedPage)((IEncodedRows)page).Rows!;
            wire.ResetWrittenCount();
            EncodedAnswers.Write(page, wire);
            bytes += wire.WrittenCount;
            count += rows.Count;
            request.AfterPosition = page.Position;
        }
        while (page.HasMore);

        return (count, bytes);
    }
}
