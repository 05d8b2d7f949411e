using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;
using StatsService.Reports;

namespace StatsService.Benchmarks;

/// <summary>
/// What follows from a first load of events alone: the roll-up, and the snapshots of reports with their findings. All
/// of it is held against recomputation: a year of figures of the whole country, and some reports against their events.
/// </summary>
internal static class FirstLoad
{
    /// <summary>Reports compared.</summary>
    private const int Compared = 200;

    /// <param name="rolledUp">How long the roll-up took.</param>
    public static async Task Complete(BenchmarkService service, CountryDatabase country, int year, TimeSpan rolledUp)
    {
        var start = Stopwatch.GetTimestamp();
        await MakeSnapshots(service);
        var snapshots = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var divisions = await Verify(service, year);
        await Compare(service, country);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"first load: {country.Reports:N0} reports rolled up in {rolledUp.TotalSeconds:F0} s, their snapshots and "
            + $"findings in {snapshots.TotalSeconds:F0} s more; {divisions:N0} divisions of {year} equal to "
            + $"recomputation ({Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s), {Compared} reports to their "
            + $"events"));
    }

    /// <summary>Of reports whose events were written without them.</summary>
    public static async Task MakeSnapshots(BenchmarkService service)
    {
        var store = service.Services.GetRequiredService<IDocumentStore>();
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<AnnualReport>(TimeSpan.FromHours(2), default);
    }

    /// <returns>How many divisions were compared.</returns>
    private static async Task<long> Verify(BenchmarkService service, int year)
    {
        using var call = new StatisticsService.StatisticsServiceClient(service.Channel).VerifyStatistics(
            new() { Division = "divisions/000000", FirstYear = year });
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            if (part.Difference is { } difference)
            {
                throw new InvalidOperationException($"Not what recomputation gives: {difference}");
            }

            if (part.End is { } end)
            {
                return end.DivisionCount;
            }
        }

        throw new InvalidOperationException("The verification did not end.");
    }

    private static async Task Compare(BenchmarkService service, CountryDatabase country)
    {
        var reports = new ReportService.ReportServiceClient(service.Channel);
        for (var i = 0; i < Compared; i++)
        {
            var name = country.RawNames[(int)((long)i * country.RawNames.Count / Compared)];
            var (snapshot, events) = (
                await reports.GetReportAsync(new() { Name = name }),
                await reports.GetReportAsync(new() { Name = name, Revision = 1 }));
            if (!snapshot.Report.Equals(events.Report))
            {
                throw new InvalidOperationException($"{name} is not what its events say.");
            }
        }
    }
}
