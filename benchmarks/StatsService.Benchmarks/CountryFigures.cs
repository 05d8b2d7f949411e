using System.Diagnostics;
using System.Globalization;
using Grpc.Health.V1;
using Ogi.Stats.V1;
using StatsService.Country;

namespace StatsService.Benchmarks;

/// <summary>
/// What figures of divisions cost: from the database against a primary-key read of one report, over gRPC against an
/// empty rpc, at two sizes, in the past, and against adding up the stored reports in SQL.
/// </summary>
internal static class CountryFigures
{
    private const int RoundCount = 7;
    private const int ReadsARound = 200;
    private const int CallsARound = 4_000;
    private const int Concurrent = 16;
    private const int LastYear = 2023;

    public static async Task Run(string connectionString, BenchmarkSize size)
    {
        var scale = size.Full ? 1 : size.Of(20, 1000) / 1000d;
        var years = size.Full ? 5 : 2;
        var (small, smallConnection) = await CountryDatabase.Create(connectionString, "small", Small(size));
        var (large, largeConnection) = await CountryDatabase.Create(connectionString, "large", new(Scale: scale));
        var start = Stopwatch.GetTimestamp();
        for (var year = LastYear - years + 1; year <= LastYear; year++)
        {
            await small.Load(year, raw: false);
            await large.Load(year, raw: year == CountryDatabase.OrgansOnly);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"country: {large.Country.Organs.Count:N0} organs, {large.Reports:N0} reports of {years} years, "
            + $"made and written in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s; small: {small.Reports:N0}"));
        await using var smallService = await BenchmarkService.Start(smallConnection);
        await using var service = await BenchmarkService.Start(largeConnection);
        await smallService.CaughtUp();
        start = Stopwatch.GetTimestamp();
        await service.CaughtUp();
        var rolledUp = Stopwatch.GetElapsedTime(start);
        Goals.Print(
            "first load, events against COPY of one row a report", large.LoadRatios[large.LoadRatios.Count / 2],
            large.LoadRatios[0], large.LoadRatios[^1], 0.4, atLeast: true, size.Full);
        await FromTheDatabase(service, smallService, large, small, size);
        await AgainstSql(service, large, size);
        await OverGrpc(service);
        await YearRebuild.Run(service, LastYear);
        await FirstLoad.Complete(service, large, LastYear, rolledUp);
        await PrintDisk(large, size);
        await PastFigures.Run(service, large, LastYear, size.Full);
        await service.DisposeAsync();
        var memory = await ServiceMemory.Most(largeConnection, LastYear);
        Goals.Print(
            "resident memory of the service, MiB, at most", memory, memory, memory, 512, atLeast: false, size.Full);
    }

    /// <summary>About a hundredth of the whole country: 重庆, in full size 15,000 reports.</summary>
    private static CountryPlan Small(BenchmarkSize size) => new(Under: "500000", Scale: size.Full ? 0.9 : 0.05);

    private static async Task FromTheDatabase(
        BenchmarkService service, BenchmarkService smallService, CountryDatabase large, CountryDatabase small,
        BenchmarkSize size)
    {
        await large.Execute("vacuum analyze"); // as autovacuum does soon after a load
        await small.Execute("vacuum analyze");
        var (reads, smallReads) = (new NodeReads(service), new NodeReads(smallService));
        var county = large.Country.Divisions.First(division => division.Level == Forms.DivisionLevel.County).Id;
        var byProvince = large.Country.Divisions.Where(division => division.Level == Forms.DivisionLevel.County)
            .GroupBy(division => division.Id[..2], division => division.Id, StringComparer.Ordinal)
            .OrderBy(province => province.Count()).ToList();
        var counties = byProvince[byProvince.Count / 2].ToList(); // as many as a province has, neither few nor most
        var provinces = large.Country.Divisions.Where(division => division.Level == Forms.DivisionLevel.Province)
            .Select(division => division.Id).Take(31).ToList();
        await YearsOf(large, "000000");
        var past = await reads.Random(large);
        var results = await Rounds.Run(
            RoundCount,
            ("primary-key read of one JSONB report", () => Times(ReadsARound, i => PrimaryKey(large, i))),
            ("matrix of the nation", () => Times(ReadsARound, _ => reads.Matrix(["000000"], LastYear))),
            ("matrix of a county", () => Times(ReadsARound, _ => reads.Matrix([county], LastYear))),
            ("matrix of the nation, small", () => Times(
                ReadsARound, _ => smallReads.Matrix(["000000"], LastYear))),
            ("series of 18 years, nation", () => Times(
                ReadsARound, _ => reads.Figure(["000000"], Enumerable.Range(2006, 18)))),
            ($"ranking of {counties.Count} counties", () => Times(
                ReadsARound, _ => reads.Figure(counties, [LastYear]))),
            ("31 children of the nation", () => Times(ReadsARound, _ => reads.Figure(provinces, [LastYear]))),
            ("matrix of the nation in the past", () => Times(
                ReadsARound, i => reads.Matrix(["000000"], LastYear, past[i % past.Count]))));
        results.ToList().ForEach(result => Console.WriteLine(result));
        Ratio("matrix of the nation, from the database, against a primary-key read", results[1], results[0], 1.5);
        Ratio("matrix of a county, from the database, against a primary-key read", results[2], results[0], 1.5);
        Ratio("nation against county", results[1], results[2], 1.2);
        Ratio($"{large.Reports:N0} reports against {small.Reports:N0}", results[1], results[3], 1.3, size.Full);
        Ratio("series of 18 years against a primary-key read", results[4], results[0], 5);
        Ratio(
            $"ranking of a province's {counties.Count} counties against a primary-key read", results[5], results[0], 4);
        Ratio($"{provinces.Count} children against a primary-key read", results[6], results[0], 3);
        Ratio("nation as of an earlier position against now", results[7], results[1], 20, size.Full);
    }

    private static async Task AgainstSql(BenchmarkService service, CountryDatabase large, BenchmarkSize size)
    {
        var reads = new NodeReads(service);
        var cells = SummedCells.Of("2021").ToList();
        var summed = new Dictionary<string, long?>(StringComparer.Ordinal);
        var results = await Rounds.Run(
            5,
            ("nation added up in SQL", async () => summed = await cells.InSql(large.Source)),
            ("nation from its node, 100 times", () => Times(
                100, _ => reads.Matrix(["000000"], CountryDatabase.OrgansOnly))));
        var node = (await reads.Nodes(["000000"], [CountryDatabase.OrgansOnly])).Values.Single().Computed!;
        foreach (var (slot, cell) in cells)
        {
            if (node[slot].Sum != summed[cell])
            {
                throw new InvalidOperationException($"{cell}: {node[slot].Sum} rolled up, {summed[cell]} in SQL.");
            }
        }

        results.ToList().ForEach(result => Console.WriteLine(result));
        var ratios = results[0].Rounds.Zip(results[1].Rounds, (sql, own) => 100 * sql / own).Order().ToList();
        Goals.Print(
            $"nation against adding up the reports in SQL ({cells.Count} sums equal)",
            ratios[2], ratios[0], ratios[^1], 1000, atLeast: true, size.Full || ratios[2] >= 1000);
    }

    private static async Task OverGrpc(BenchmarkService service)
    {
        var statistics = new StatisticsService.StatisticsServiceClient(service.Channel);
        var health = new Health.HealthClient(service.Channel);
        var request = new QueryApplicationOutcomesRequest
        {
            Selection = new() { Divisions = { "divisions/000000" }, FirstYear = LastYear },
            ByApplicant = true,
        };
        var results = await Rounds.Run(
            RoundCount,
            ("empty rpc", () => Calls(async () => await health.CheckAsync(new()))),
            ("matrix of the nation over gRPC", () => Calls(
                async () => await statistics.QueryApplicationOutcomesAsync(request))));
        results.ToList().ForEach(result => Console.WriteLine(result));
        Goals.PrintSpeed("matrix of the nation over gRPC, warm, against an empty rpc", results[1], results[0], 0.6);
    }

    private static async Task PrintDisk(CountryDatabase large, BenchmarkSize size)
    {
        var (ours, raw) = (await large.PrintDisk(), await large.RawRow());
        Goals.Print(
            $"disk a report against the raw row of {raw:F0} B", ours / raw, ours / raw, ours / raw, 2.5, atLeast: false,
            size.Full);
    }

    private static void Ratio(string name, Measured ours, Measured other, double bar, bool judged = true)
    {
        var ratios = ours.Rounds.Zip(other.Rounds, (mine, theirs) => mine / theirs).Order().ToList();
        Goals.Print(name, ratios[ratios.Count / 2], ratios[0], ratios[^1], bar, atLeast: false, judged);
    }

    public static async Task Times(int count, Func<int, Task> read)
    {
        for (var i = 0; i < count; i++)
        {
            await read(i);
        }
    }

    private static Task Calls(Func<Task> call) => Task.WhenAll(
        Enumerable.Range(0, Concurrent).Select(_ => Task.Run(() => Times(CallsARound / Concurrent, _ => call()))));

    private static async Task PrimaryKey(CountryDatabase country, int i)
    {
        await using var command = country.Source.CreateCommand("select body::text from raw_report where id = $1");
        command.Parameters.Add(new() { Value = country.RawNames[i * 37 % country.RawNames.Count] });
        await command.ExecuteScalarAsync();
    }

    /// <summary>
    /// The nation's nodes of the years before there were any reports: copies, so that 18 years are read.
    /// </summary>
    private static Task YearsOf(CountryDatabase country, string division) => country.Execute($"""
        insert into ogi.roll_up_node (generation, division, year, report_set, number, changes, page1, page2, data)
        select generation, division, y, report_set, number, changes, page1, page2, data
        from ogi.roll_up_node, generate_series(2006, {LastYear - 1}) y
        where division = '{division}' and year = {LastYear}
        on conflict do nothing
        """);
}
