using System.Globalization;
using Ogi.Stats.Store.V1;
using StatsService.Continuity;
using StatsService.Copies;
using StatsService.Country;
using StatsService.Forms;
using StatsService.Reports;

namespace StatsService.Benchmarks;

/// <summary>
/// Precision and recall of the rules on several reports for a year, on all that is on file in the end: the service's
/// own comparison, without its database, against labels told by arithmetic.
/// </summary>
internal static class SeveralReports
{
    public static void Print(IEnumerable<PlausibleCountry> countries, IReadOnlyList<int> years)
    {
        var (compared, wrong) = (0, 0);
        var reports = countries.SelectMany(country => years.SelectMany(year => OfYear(country, year)));
        var scores = RuleScore.OfSeveral(
            reports.Select(report =>
            {
                compared++;
                return report;
            }),
            (_, _) => wrong++);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            ## Several reports for a year

            {compared:N0} reports as they are on file in the end: corrected ones as corrected, without those that were
            withdrawn. Some have the tables of their general office, and of these most are marked a copy. Some
            governments give parts of table 2 of their level in the report on the region too, where a number may be
            spoilt. What must be found is told by arithmetic of its own (`KnownCopies.cs`, `KnownSections.cs`). Reports
            whose findings are not exactly that: **{wrong}**.

            | rule | strength | must fire | fired | both | precision | recall |
            |---|---|---|---|---|---|---|
            """));
        Precision.PrintRows(scores);
    }

    private static IEnumerable<(CountryReport Report, IReadOnlyList<string> Label, IEnumerable<Finding> Fired)> OfYear(
        PlausibleCountry country, int year)
    {
        var all = country.Organs.SelectMany(organ => country.Reports(organ, year)).ToList();
        var copies = KnownCopies.Broken(all);
        var filed = all.Where(report => report.OnFile is not null)
            .Select(report => (Report: report, Stands: Stands(report, report.OnFile!))).ToList();
        var same = filed.Where(one => one.Stands.TablesDigest is not null)
            .OrderBy(one => one.Stands.Id, StringComparer.Ordinal)
            .ToLookup(one => one.Stands.TablesDigest!.Value, one => one.Stands.Id);
        var digests = filed.ToDictionary(
            one => one.Stands.Id, one => one.Stands.TablesDigest, StringComparer.Ordinal);
        foreach (var organ in filed.GroupBy(one => one.Stands.Organ, StringComparer.Ordinal))
        {
            var sections = KnownSections.Broken([.. organ.Select(one => one.Report.OnFile!)]);
            var beside = organ.Select(one => new ReportAt(one.Stands, 0)).ToList();
            foreach (var (report, stands) in organ)
            {
                var found = CopyFindings.On(stands, FormCatalog.Default.Copies, same, digests)
                    .Concat(ComparedYears.FindingsOn(stands, beside, FormCatalog.Default).Findings);
                string[] label = [.. copies[report.Name].Concat(sections).Order(StringComparer.Ordinal)];
                yield return (report, label, found.Select(one => one.Finding));
            }
        }
    }

    /// <summary>As the service has it, after all that became of it.</summary>
    private static AnnualReport Stands(CountryReport report, ReportContent onFile)
    {
        var filed = (CountryDatabase.FilingOf(report) with { Content = onFile }).ToEvent();
        filed.Meta = new();
        var stands = AnnualReport.Said(
            report.Name.ToString(),
            report.CopyOf is { } original
                ? [filed, new ReportMarkedCopy { Meta = new(), CopyOf = original.Name.ToString() }]
                : [filed]);
        return stands with { TablesDigest = stands.DigestOfTables() };
    }
}
