using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>
/// What exports cost in memory on both ends, the service and statsctl as processes of their own: 1 M cells against
/// 100,000. Beside it the bytes of a row, and the estimate against what came.
/// </summary>
internal static class ExportMemory
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
            foreach (var format in Formats)
            {
                await Export(address, Few, format); // whatever is loaded only once
                var few = await Export(address, Few, format);
                var before = ServiceMemory.Most(process)!.Value;
                var many = await Export(address, Many, format);
                Print(format, few, many, before, ServiceMemory.Most(process)!.Value);
            }

            await Estimates(channel);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
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

    private static void Print(string format, Exported few, Exported many, double before, double after) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{format}: {few.Rows:N0} and {many.Rows:N0} rows in {few.Seconds:F1} and {many.Seconds:F1} s, "
            + $"{(double)few.Bytes / few.Rows:F1} and {(double)many.Bytes / many.Rows:F1} bytes a row; most resident: "
            + $"service {before:F0} and {after:F0} MiB, statsctl {few.Client:F0} and {many.Client:F0} MiB"));

    private static async Task<Exported> Export(string address, int year, string format)
    {
        var path = Path.Combine(Path.GetTempPath(), $"stats-export-{Environment.ProcessId}.{format}");
        var text = year.ToString(CultureInfo.InvariantCulture);
        var begun = Stopwatch.GetTimestamp();
        using var client = Process.Start(new ProcessStartInfo("dotnet",
        [
            // What both need of ASP.NET lies in the framework here, and not beside statsctl as where it is installed.
            "exec", "--runtimeconfig", InThisFolder("StatsService.Benchmarks.runtimeconfig.json"),
            "--depsfile", InThisFolder("StatsService.Benchmarks.deps.json"), InThisFolder("statsctl.dll"),
            "export", "reports", "--year", text, "--out", path, "--server", address, "--json",
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = client.StandardOutput.ReadToEndAsync();
        var most = 0d;
        while (!client.HasExited)
        {
            most = ServiceMemory.Most(client) ?? most;
            await Task.Delay(20);
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var last = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        var trailer = ExportPart.Parser.ParseJson(last).Trailer;
        File.Delete(path);
        return new(trailer.RowCount, trailer.ByteCount, seconds, most);
    }

    private static string InThisFolder(string file) => Path.Combine(AppContext.BaseDirectory, file);

    /// <param name="Client">Most that was resident of the client, in MiB.</param>
    private sealed record Exported(long Rows, long Bytes, double Seconds, double Client);
}
