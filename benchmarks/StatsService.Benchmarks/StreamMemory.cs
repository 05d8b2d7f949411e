using System.Globalization;
using Grpc.Net.Client;
using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>
/// What snapshots, changes and exports cost in memory on both ends, the service and statsctl as processes of their own:
/// 1 M cells against 100,000. Beside it the bytes of a row of an export, and the estimate against what came.
/// </summary>
internal static class StreamMemory
{
    private const int Few = 2021;
    private const int Many = 2023;

    /// <summary>Reports of the form of 2021 have about 190 cells.</summary>
    private const int CellsOfAReport = 190;

    private static readonly string[] Formats = ["csv", "xlsx", "ndjson", "parquet"];

    public static async Task Run(string connectionString, BenchmarkSize size)
    {
        var reports = size.Of(1_000_000, full: 1_000_000) / CellsOfAReport;
        var (country, connection) = await CountryDatabase.Create(connectionString, "exports", new(Scale: 0.03));
        await country.Load(Few, raw: false, reports / 10);
        await country.Load(Many, raw: false, reports);
        await using (var service = await BenchmarkService.Start(connection, rollUp: false))
        {
            await FirstLoad.MakeSnapshots(service);
        }

        using var process = ServiceMemory.Start(connection);
        var address = $"http://127.0.0.1:{ServiceMemory.Port}";
        try
        {
            using var channel = GrpcChannel.ForAddress(address);
            await ServiceMemory.Ready(channel);
            await Measure("statsctl pull", Pull);
            await Measure("statsctl watch", Watch);
            foreach (var format in Formats)
            {
                await Measure($"export of {format}", (at, year) => Export(at, year, format));
            }

            await Estimates(channel);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        async Task Measure(string what, Func<string, int, Task<Streamed>> stream)
        {
            await stream(address, Few); // whatever is loaded only once
            var few = (await stream(address, Few)).Ran;
            var before = ServiceMemory.Most(process)!.Value;
            var (told, many) = await stream(address, Many);
            Console.WriteLine(
                $"{what}: {Text(few.Seconds)} and {Text(many.Seconds)} s, {told}most resident: "
                + $"service {before:F0} and {ServiceMemory.Most(process):F0} MiB, "
                + $"statsctl {few.Most:F0} and {many.Most:F0} MiB");
        }
    }

    private static async Task<Streamed> Pull(string address, int year)
    {
        var folder = Directory.CreateTempSubdirectory("stats-pull-").FullName;
        var ran = await StatsctlProcess.Run(address, enough: null, ["pull", "--to", folder, .. Years(year)]);
        Directory.Delete(folder, recursive: true);
        return new("", ran);
    }

    private static async Task<Streamed> Watch(string address, int year) => new("", await StatsctlProcess.Run(
        address, line => line.Contains("\"caughtUp\": true", StringComparison.Ordinal),
        ["watch", "--full", "--after", "beginning", .. Years(year)]));

    private static async Task<Streamed> Export(string address, int year, string format)
    {
        var path = Path.Combine(Path.GetTempPath(), $"stats-export-{Environment.ProcessId}.{format}");
        var ran = await StatsctlProcess.Run(
            address, enough: null, "export", "reports", "--year", Text(year), "--out", path);
        File.Delete(path);
        var trailer = ExportPart.Parser.ParseJson(ran.Last).Trailer;
        return new($"{Text((double)trailer.ByteCount / trailer.RowCount)} bytes a row; ", ran);
    }

    private static async Task Estimates(GrpcChannel channel)
    {
        var exports = new ExportService.ExportServiceClient(channel);
        foreach (var format in (ExportFormat[])
            [ExportFormat.Csv, ExportFormat.Xlsx, ExportFormat.Ndjson, ExportFormat.Parquet])
        {
            var size = await exports.EstimateExportAsync(new()
            {
                Reports = new() { Filter = new() { FirstYear = Many }, Format = format },
            });
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"estimate {format}: {size.ItemCount:N0} reports, {size.RowCount:N0} rows, {size.ByteCount:N0} bytes"));
        }
    }

    private static string[] Years(int year) => ["--from-year", Text(year), "--to-year", Text(year)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("F1", CultureInfo.InvariantCulture);

    /// <param name="Told">Of it alone.</param>
    private sealed record Streamed(string Told, Ran Ran);
}
