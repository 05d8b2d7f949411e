using Npgsql;
using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>
/// Filing with all that a filing writes, through the use cases, by four streams and one by one, with the roll-up
/// running beside it and without; against raw INSERTs of one JSONB row a report by as many connections, 100 rows a
/// statement and one by one. All file the same reports of the plausible country. Commits reach the disk on both sides.
/// One by one over a real channel is shown too: what a client sees.
/// </summary>
internal static class FilingSpeed
{
    private const int RoundCount = 5;
    private const int Writers = 4;
    private const int RowsABatch = 100;

    /// <summary>One by one are so many times fewer, for they are slower.</summary>
    private const int OneByOneShare = 5;

    private static readonly string[] Durable =
    [
        "alter system set fsync = on", "alter system set synchronous_commit = on",
        "alter system set full_page_writes = on", "select pg_reload_conf()",
    ];

    public static async Task Run(string connectionString, BenchmarkSize size)
    {
        var many = size.Of(2_000, full: 20_000);
        var few = many / OneByOneShare;
        var needed = (RoundCount + 1) * (many + (2 * few)); // and one round that does not count
        var country = new FilingCountry(scale: needed / 40_000d);
        var reports = new Queue<ReportToFile>(country.Reports(needed));
        await using var database = NpgsqlDataSource.Create(
            connectionString + ";Max Auto Prepare=20;Auto Prepare Min Usages=1");
        var raw = new RawReports(database);
        await Execute(database, Durable);
        await raw.Create();
        var (first, second) = await Databases(connectionString, database, country);
        await using var without = await FilingSide.Start(first, rollUp: false);
        await using var with = await FilingSide.Start(second, rollUp: true);
        await with.Drain();
        Console.WriteLine(
            $"filing: {many:N0} reports a round by {Writers} writers, {few:N0} one by one, {country.Organs:N0} organs");

        List<ReportToFile> batch = [], single = [], sent = [];
        var results = await Rounds.Run(
            RoundCount,
            ("(next reports)", () => Next(reports, many, few, out batch, out single, out sent)),
            ("batches, raw INSERT", () => Each(batch, part => InBatches(part, raw.Insert))),
            ("batches, filed", () => Each(batch, without.Stream)),
            ("batches, filed beside the roll-up", () => Each(batch, with.Stream)),
            ("(the roll-up catches up)", with.Drain),
            ("one by one, raw INSERT", () => OneByOne(single, raw.Insert)),
            ("one by one, filed", () => OneByOne(single, without.File)),
            ("one by one, filed beside the roll-up", () => OneByOne(single, with.File)),
            ("(the roll-up catches up)", with.Drain),
            ("one by one, over gRPC", () => OneByOne(sent, without.FileOverGrpc)),
            ("(so that all hold the same)", () => Task.WhenAll(Each(sent, with.Stream), OneByOne(sent, raw.Insert))));
        await DemandEqual(needed, raw.Count, without.Count, with.Count);
        foreach (var result in results.Skip(1))
        {
            Console.WriteLine(result);
        }

        Goals.PrintSpeed("filing in batches against raw INSERT", results[2], results[1], 0.3);
        Goals.PrintSpeed("filing one by one against raw INSERT", results[6], results[5], 0.3);
        Console.WriteLine($"one by one over gRPC against raw INSERT: {results[5].Median / results[9].Median:F3}");
        Goals.PrintSpeed("filing in batches beside the roll-up against without", results[3], results[2], 0.7);
        Goals.PrintSpeed("filing one by one beside the roll-up against without", results[7], results[6], 0.5);
        var (ours, row) = (await with.PrintDisk(needed), await raw.Disk());
        Console.WriteLine($"disk: {ours:F0} B a report in all, {row:F0} B a raw row");
        var ratio = ours / row;
        Goals.Print("disk a report against the raw row", ratio, ratio, ratio, 2.5, atLeast: false, size.Full);
    }

    /// <summary>Two databases with the organs of the country.</summary>
    private static async Task<(string First, string Second)> Databases(
        string connectionString, NpgsqlDataSource database, FilingCountry country)
    {
        await Execute(database, "create database filing");
        var first = new NpgsqlConnectionStringBuilder(connectionString) { Database = "filing" };
        await using (var service = await BenchmarkService.Start(first.ConnectionString, rollUp: false))
        {
            await country.Register(new RegistryService.RegistryServiceClient(service.Channel));
        }

        await Execute(database, "create database filing_beside_roll_up template filing");
        var second = new NpgsqlConnectionStringBuilder(connectionString) { Database = "filing_beside_roll_up" };
        return (first.ConnectionString, second.ConnectionString);
    }

    private static Task Next(
        Queue<ReportToFile> reports, int many, int few, out List<ReportToFile> batch, out List<ReportToFile> single,
        out List<ReportToFile> sent)
    {
        batch = [.. Enumerable.Range(0, many).Select(_ => reports.Dequeue())];
        single = [.. Enumerable.Range(0, few).Select(_ => reports.Dequeue())];
        sent = [.. Enumerable.Range(0, few).Select(_ => reports.Dequeue())];
        return Task.CompletedTask;
    }

    private static Task Each(List<ReportToFile> reports, Func<IReadOnlyList<ReportToFile>, Task> writer) =>
        Task.WhenAll(
            reports.Chunk((reports.Count + Writers - 1) / Writers).Select(part => Task.Run(() => writer(part))));

    private static async Task InBatches(
        IReadOnlyList<ReportToFile> reports, Func<IReadOnlyList<ReportToFile>, Task> insert)
    {
        foreach (var rows in reports.Chunk(RowsABatch))
        {
            await insert(rows);
        }
    }

    private static async Task OneByOne(IEnumerable<ReportToFile> reports, Func<ReportToFile, Task> write)
    {
        foreach (var report in reports)
        {
            await write(report);
        }
    }

    private static async Task DemandEqual(long expected, params Func<Task<long>>[] counts)
    {
        foreach (var count in counts)
        {
            if (await count() is var found && found != expected)
            {
                throw new InvalidOperationException($"One side holds {found} of {expected} reports.");
            }
        }
    }

    private static async Task Execute(NpgsqlDataSource database, params string[] statements)
    {
        foreach (var sql in statements)
        {
            await using var command = database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
