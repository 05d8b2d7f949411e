using Ogi.Stats.V1;

namespace StatsService.Tests.Fixtures;

/// <summary>Reports of neighbouring years that carry applications over, and what is found between them.</summary>
internal static class YearReports
{
    /// <summary>The finding on the report of the later year, on a table 3 of 2021.</summary>
    public const string Carried = "2021.table3.carried@total";

    /// <summary>The same on that of the year before.</summary>
    public const string CarriedOn = "2021.table3.carried@total@next_year";

    /// <summary>A table 3 in which only what is carried over is printed, and only in total.</summary>
    /// <param name="key">The year and scope, as in <c>2022-region</c>.</param>
    public static Report Of(string organ, string key, long carriedIn, long carriedOut) =>
        MadeUpReports.Of(organ, key, Table(carriedIn, carriedOut));

    public static ReportTable Table(long carriedIn, long carriedOut) => MadeUpReports.Table(
        "table3", "2021", ("applications.carried_in@total", carriedIn), ("applications.carried_out@total", carriedOut));

    /// <summary>Files 2022, which carries out <paramref name="carriedOut"/>, and 2023, which carries in 5.</summary>
    public static async Task<(Report Earlier, Report Later)> FileTwo(
        ServiceFixture service, string organ, long carriedOut, string scope = "region") => (
            await service.File(Of(organ, $"2022-{scope}", 0, carriedOut)),
            await service.File(Of(organ, $"2023-{scope}", 5, 0)));

    public static async Task<Report> Read(this ServiceFixture service, string name, ReadPoint? read = null) =>
        (await service.Reports.GetReportAsync(new() { Name = name, Read = read })).Report;

    /// <summary>The ids of what the rules over two years find on a report.</summary>
    public static IReadOnlyList<string> OverTwoYears(this Report report) =>
        [.. report.Findings.Where(IsOverTwoYears).Select(finding => finding.FindingId)];

    public static bool IsOverTwoYears(Finding finding) =>
        finding.Formula.Contains("previous(", StringComparison.Ordinal);
}
