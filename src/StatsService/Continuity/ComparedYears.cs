using StatsService.Forms;
using StatsService.Reports;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Continuity;

/// <summary>
/// What organs have on file, year against year. However many reports are asked about, each year is taken apart and each
/// two years are compared once.
/// </summary>
internal sealed class ComparedYears
{
    private readonly FormCatalog _catalog;
    private readonly ILookup<(string Organ, int Year), ReportAt> _filed;
    private readonly Dictionary<(string Organ, int Year), IReadOnlyDictionary<Scope, YearPart>> _parts = [];
    private readonly Dictionary<(string Organ, int Year), List<(YearPair, YearsCheck)>> _open = [];

    /// <param name="asked">The reports that are asked about: they stand for what is on file under their names.</param>
    public ComparedYears(IReadOnlyCollection<ReportAt> asked, IEnumerable<ReportAt> filed, FormCatalog catalog)
    {
        var names = asked.Select(at => at.Report.Id).ToHashSet(StringComparer.Ordinal);
        _catalog = catalog;
        _filed = filed.Where(at => !names.Contains(at.Report.Id)).Concat(asked)
            .Where(at => at.Report.State != State.Withdrawn)
            .ToLookup(at => (at.Report.Organ, at.Report.Year));
    }

    /// <summary>What is found on one report alone.</summary>
    public static SharedFindings FindingsOn(AnnualReport report, IEnumerable<ReportAt> filed, FormCatalog catalog) =>
        new ComparedYears([new(report, 0)], filed, catalog).FindingsOn(report);

    /// <summary>What is found between a report and the years beside it; of a withdrawn one nothing.</summary>
    public SharedFindings FindingsOn(AnnualReport report)
    {
        var (organ, year) = (report.Organ, report.Year);
        if (report.State == State.Withdrawn
            || !(_filed.Contains((organ, year - 1)) || _filed.Contains((organ, year + 1))))
        {
            return SharedFindings.None;
        }

        var found = Open(organ, year).Concat(Open(organ, year + 1))
            .Select(one => (one.Pair, one.Check, Id: one.Pair.IdOn(report, one.Check)))
            .Where(one => one.Id is not null)
            .ToLookup(one => one.Check.Outcome);
        return new(
            [.. found[YearsOutcome.Broken].Select(one => SharedFinding.Of(report, one.Pair, one.Check, one.Id!))],
            [.. found[YearsOutcome.NotAssessable].Select(one => one.Id!)]);
    }

    /// <summary>What does not hold, or is left open, between a year and the one before.</summary>
    private List<(YearPair Pair, YearsCheck Check)> Open(string organ, int year)
    {
        if (!_open.TryGetValue((organ, year), out var open))
        {
            var previous = Parts(organ, year - 1);
            var pairs = previous.Count == 0 ? [] : Parts(organ, year).Values
                .Where(part => previous.ContainsKey(part.Scope))
                .Select(part => new YearPair(previous[part.Scope], part));
            _open[(organ, year)] = open =
                [.. pairs.SelectMany(pair => pair.Check(_catalog, holding: false).Select(check => (pair, check)))];
        }

        return open;
    }

    private IReadOnlyDictionary<Scope, YearPart> Parts(string organ, int year)
    {
        if (!_parts.TryGetValue((organ, year), out var parts))
        {
            _parts[(organ, year)] = parts = YearPart.Of(_filed[(organ, year)], year, _catalog);
        }

        return parts;
    }
}
