using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>
/// The memory of the service as a process of its own, on the database of a country, after all kinds of work.
/// </summary>
internal static class ServiceMemory
{
    public const int Port = 5931;

    /// <returns>Most that was resident, in MiB.</returns>
    public static async Task<double> Most(string connectionString, int year)
    {
        using var process = Start(connectionString);
        try
        {
            using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Port}");
            var statistics = new StatisticsService.StatisticsServiceClient(channel);
            await Ready(channel);
            for (var i = 0; i < 3; i++)
            {
                await statistics.QueryCoverageAsync(new() { Selection = Nation(year) });
                await statistics.RankDivisionsAsync(new()
                {
                    Ancestor = "divisions/000000",
                    Level = DivisionLevel.County,
                    Year = year,
                    Measure = new() { Indicator = "applications.received" },
                });
                await statistics.QueryApplicationOutcomesAsync(new() { Selection = Nation(year), ByApplicant = true });
                using var verify = statistics.VerifyStatistics(
                    new() { Division = "divisions/110000", FirstYear = year });
                await foreach (var part in verify.ResponseStream.ReadAllAsync())
                {
                    Demand(part.Difference is null, part);
                }
            }

            return Most(process) ?? throw new InvalidOperationException("The service ended.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Most that was resident of a process so far, in MiB; null: it has ended.</summary>
    public static double? Most(Process process)
    {
        try
        {
            return File.ReadLines($"/proc/{process.Id}/status")
                .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2])
                .Select(kibibytes => (double?)double.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024)
                .FirstOrDefault();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Selection Nation(int year) => new()
    {
        Divisions = { "divisions/000000" },
        Breakdown = Breakdown.Children,
        FirstYear = year,
        WithSubject = true,
    };

    private static void Demand(bool holds, object part)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Not as the reports give it: {part}");
        }
    }

    public static async Task Ready(GrpcChannel channel)
    {
        var health = new Grpc.Health.V1.Health.HealthClient(channel);
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                await health.CheckAsync(new() { Service = "ogi.stats.v1.StatisticsService" });
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(100);
            }
        }

        throw new TimeoutException("The service did not begin.");
    }

    public static Process Start(string connectionString)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "StatsService.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["ConnectionStrings__Stats"] = connectionString;
        start.Environment["Kestrel__Endpoints__Grpc__Url"] = $"http://127.0.0.1:{Port}";
        start.Environment["Kestrel__Endpoints__Http__Url"] = $"http://127.0.0.1:{Port + 1}";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
