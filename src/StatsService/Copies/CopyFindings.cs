using System.Globalization;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Reports;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Copies;

/// <summary>
/// Finds on reports that other organs filed the same tables for the year, and on copies that the original is no longer
/// the same. Where a page holds no report with enough numbers nothing is read.
/// </summary>
internal sealed class CopyFindings(SameTables tables, FormCatalog catalog)
{
    /// <summary>Reports that a finding tells people, and programs.</summary>
    private const int Told = 5;
    private const int Named = 20;

    /// <summary>One for each report, in their order.</summary>
    /// <param name="number">The point of the log at which the others are read.</param>
    public async Task<IReadOnlyList<IReadOnlyList<SharedFinding>>> On(
        IReadOnlyList<ReportAt> page, long number, CancellationToken ct)
    {
        var reports = page.Select(at => at.Report).Where(report => report.State != State.Withdrawn).ToList();
        var digests = reports.Select(report => report.TablesDigest).OfType<Guid>().Distinct().ToList();
        var originals = reports.Select(report => report.CopyOf).OfType<string>()
            .Distinct(StringComparer.Ordinal).ToList();
        var same = digests.Count == 0 ? null : await tables.On(digests, number, ct);
        var now = originals.Count == 0 ? null : await tables.Of(originals, number, ct);
        return [.. page.Select(at => On(at.Report, catalog.Copies, same, now))];
    }

    /// <summary>What is found on one report; of a withdrawn one nothing.</summary>
    /// <param name="same">The names of the reports on file by the digests of their tables: at least by its own.</param>
    /// <param name="now">The digests of originals by their names: at least that of its own.</param>
    public static IReadOnlyList<SharedFinding> On(
        AnnualReport report, CopyRules rules, ILookup<Guid, string>? same, IReadOnlyDictionary<string, Guid?>? now) =>
        report.State == State.Withdrawn ? [] :
        [
            .. report.TablesDigest is { } digest ? Identical(report, rules.Identical, digest, [.. same![digest]]) : [],
            .. report.CopyOf is { } original
                ? Differs(report, rules.Differs, original, now!.GetValueOrDefault(original))
                : [],
        ];

    private static IEnumerable<SharedFinding> Identical(
        AnnualReport report, Rule rule, Guid digest, IReadOnlyList<string> same)
    {
        var others = same.Where(name => ReportName.Parse(name)!.Organ != report.Organ).ToList();
        if (others.Count > 0)
        {
            var organs = others.Select(name => ReportName.Parse(name)!.Organ).Distinct(StringComparer.Ordinal).Count();
            yield return Finding(report, rule, others, Count(organs, same), $"{digest}");
        }
    }

    private static IEnumerable<SharedFinding> Differs(
        AnnualReport report, Rule rule, string original, Guid? digest)
    {
        if (digest != report.TablesDigest)
        {
            yield return Finding(report, rule, [original], "1", $"{report.TablesDigest} {digest}");
        }
    }

    private static string Count(int organs, IReadOnlyList<string> same) =>
        organs.ToString(CultureInfo.InvariantCulture) + (same.Count < SameTables.Most ? "" : "+");

    /// <param name="values">What the other reports bear on, so that a confirmation ends with it.</param>
    private static SharedFinding Finding(
        AnnualReport report, Rule rule, List<string> others, string count, string values)
    {
        var hash = SharedFinding.Hash([rule.Id, values, .. others]);
        var finding = new Finding(
            rule.Id, rule, rule.FindingStrength, new(Fill(rule.Message.Zh, "、"), Fill(rule.Message.En, ", ")),
            rule.Expression, null, null, null, [], hash);
        return new(finding, [], SharedConfirmation.Of([(report, rule.Id)], hash))
        {
            Others = [.. others.Take(Named)],
        };

        string Fill(string message, string comma) => message
            .Replace("{count}", count, StringComparison.Ordinal)
            .Replace(
                "{others}", string.Join(comma, others.Take(Told)) + (others.Count > Told ? "…" : ""),
                StringComparison.Ordinal);
    }
}
