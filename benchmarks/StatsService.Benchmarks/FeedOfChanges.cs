using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Ogi.Stats.V1;
using StatsService.Changes;
using StatsService.Encoded;

namespace StatsService.Benchmarks;

/// <summary>
/// FULL changes, a thousand over as many pages as their size makes of them, through the use case and written as they go
/// out; against the same reports read from events in JSONB and deserialised.
/// </summary>
internal static class FeedOfChanges
{
    private const int RoundCount = 9;
    private const int Page = 1_000;

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
        await Fill(database, reports);

        var list = side.Services.GetRequiredService<ListChanges>();
        var (changes, rows, bytes) = (0, 0, 0L);
        var results = await Rounds.Run(
            RoundCount,
            ("FULL changes, as they go out", async () => (changes, bytes) = await Read(list, begin)),
            ("the same from JSONB events, deserialised", async () => rows = await ReadJson(database)));
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

    private static async Task Fill(NpgsqlDataSource database, IReadOnlyList<ReportToFile> reports)
    {
        await using var create = database.CreateCommand(
            "create table events_in_json (seq_id bigint primary key, stream_id text not null, data jsonb not null)");
        await create.ExecuteNonQueryAsync();
        await using var connection = await database.OpenConnectionAsync();
        await using var writer = await connection.BeginBinaryImportAsync(
            "copy events_in_json from stdin binary");
        foreach (var (report, number) in reports.Select((report, i) => (report, (long)i)))
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(number, NpgsqlDbType.Bigint);
            await writer.WriteAsync(report.Name, NpgsqlDbType.Text);
            await writer.WriteAsync(report.Json, NpgsqlDbType.Jsonb);
        }

        await writer.CompleteAsync();
    }

    private static async Task<int> ReadJson(NpgsqlDataSource database)
    {
        for (var count = 0; ;)
        {
            await using var command = database.CreateCommand(
                "select seq_id, stream_id, data::text from events_in_json where seq_id >= $1 order by seq_id limit $2");
            command.Parameters.Add(new() { Value = (long)count });
            command.Parameters.Add(new() { Value = Page });
            await using var rows = await command.ExecuteReaderAsync();
            var before = count;
            while (await rows.ReadAsync())
            {
                var tables = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long?>>>(
                    rows.GetString(2))!;
                count += tables.Count >= 0 ? 1 : 0;
            }

            if (count == before)
            {
                return count;
            }
        }
    }
}
