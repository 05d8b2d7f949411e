using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;
using StatsService.Country;
using StatsService.RollUp;

namespace StatsService.Benchmarks;

/// <summary>
/// How long it takes until a report is in the figures of divisions, from before it is filed, with nothing else going
/// on, against Marten's daemon as it comes; and until a burst that was committed at once is.
/// </summary>
internal static class Freshness
{
    private const int RoundCount = 5;
    private const int FiledARound = 40;
    private const int DaemonARound = 4;
    private const int Burst = 50_000;
    private const int Year = 2023;

    public static async Task Run(string connectionString, BenchmarkSize size)
    {
        var burst = size.Of(10_000, full: Burst);
        var plan = new CountryPlan(Scale: size.Full ? 0.25 : 0.06);
        var (country, connection) = await CountryDatabase.Create(connectionString, "freshness", plan);
        await using var service = await BenchmarkService.Start(connection);
        await using var daemon = await DefaultDaemon.Start(connectionString);
        await service.CaughtUp();
        var reports = new Queue<CountryReport>(country.Country.Organs
            .SelectMany(organ => country.Country.Reports(organ, Year)).Where(report => report.IsFiled));
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = -1; round < RoundCount; round++)
        {
            var filed = new List<double>();
            for (var i = 0; i < FiledARound; i++)
            {
                filed.Add(await Filed(service, reports.Dequeue()));
            }

            var appended = new List<double>();
            for (var i = 0; i < DaemonARound; i++)
            {
                appended.Add(await daemon.Append());
            }

            if (round >= 0)
            {
                ours.AddRange(filed);
                theirs.AddRange(appended);
            }
        }

        ours.Sort();
        theirs.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"freshness: filed to visible, median {ours[ours.Count / 2]:F1} ms, p99 {P99(ours):F1} ms, n={ours.Count}; "
            + $"Marten's daemon: median {theirs[theirs.Count / 2]:F0} ms, n={theirs.Count}"));
        var ratio = ours[ours.Count / 2] / theirs[theirs.Count / 2];
        Goals.Print(
            "filed to visible against the daemon's default polling (medians)", ratio, ours[0] / theirs[^1],
            ours[^1] / theirs[0], 1 / 20d, atLeast: false);
        Goals.Print("filed to visible, p99, ms", P99(ours), ours[0], ours[^1], 100, atLeast: false);
        await Bursts(service, country, burst, size);
    }

    private static async Task Bursts(
        BenchmarkService service, CountryDatabase country, int burst, BenchmarkSize size)
    {
        var seconds = new List<double>();
        for (var year = Year - RoundCount; year < Year; year++)
        {
            await using (await country.HoldRollUp())
            {
                await country.Load(year, raw: false, most: burst);
            }

            var start = Stopwatch.GetTimestamp();
            await service.CaughtUp();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        seconds.Sort();
        Goals.Print(
            $"a burst of {burst:N0} drained, s", seconds[RoundCount / 2], seconds[0], seconds[^1], 5, atLeast: false,
            size.Full);
    }

    /// <summary>Milliseconds from the call until the roll-up has it.</summary>
    private static async Task<double> Filed(BenchmarkService service, CountryReport report)
    {
        var request = new FileReportRequest { Report = report.ToMessage(), RequestId = Guid.NewGuid().ToString() };
        var start = Stopwatch.GetTimestamp();
        var answer = await new ReportService.ReportServiceClient(service.Channel).FileReportAsync(request);
        var number = (await service.Services.GetRequiredService<Log.LogPoints>()
            .Resolve(new() { MinPosition = answer.Report.LastEvent.Position }, default)).Number;
        await service.Services.GetRequiredService<RollUpProgress>().Reach(number, default);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double P99(List<double> sorted) => sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1];
}
