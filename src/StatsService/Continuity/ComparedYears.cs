using System.Collections.Frozen;
using StatsService.Forms;
using StatsService.Reports;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Continuity;

/// <summary>
/// What organs have on file, year against year, and within a year where two reports give the same section. However many
/// reports are asked about, each year is taken apart and each two years are compared once.
/// </summary>
internal sealed class ComparedYears
{
    private readonly FormCatalog _catalog;
    private readonly ILookup<(string Organ, int Year), ReportAt> _filed;
    private readonly Dictionary<(string Organ, int Year), IReadOnlyDictionary<Scope, YearPart>> _parts = [];
    private readonly Dictionary<(string Organ, int Year), List<(YearPair, YearsCheck)>> _open = [];
    private readonly Dictionary<(string Organ, int Year), IReadOnlyList<SectionPair>> _sections = [];

    /// <param name="asked">The reports that are asked about: they stand for what is on file under their names.</param>
    public ComparedYears(IReadOnlyCollection<ReportAt> asked, IEnumerable<ReportAt> filed, FormCatalog catalog)
    {
        var names = asked.Select(at => at.Report.Id).ToHashSet(StringComparer.Ordinal);
        _catalog = catalog;
        _filed = filed.Where(at => !names.Contains(at.Report.Id)).Concat(asked)
            .Where(at => at.Report.State != State.Withdrawn)
            .ToLookup(at => (at.Report.Organ, at.Report.Year));
    }

    /// <summary>What is found on one report alone, as all stands now.</summary>
    public static SharedFindings FindingsOn(AnnualReport report, IEnumerable<ReportAt> filed, FormCatalog catalog) =>
        new ComparedYears([new(report, 0)], filed, catalog).FindingsOn(report, FrozenSet<string>.Empty);

    /// <summary>The reports that differ from another in a section, or are left open, in the years of these.</summary>
    public IReadOnlyCollection<string> InSections(IEnumerable<ReportAt> reports) =>
    [
        .. reports.SelectMany(at => Sections(at.Report)).SelectMany(pair => pair.Reports)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What is found between a report and the organ's others; of a withdrawn one nothing.</summary>
    /// <param name="hidden">Reports whose sections are not told: they were withdrawn since.</param>
    public SharedFindings FindingsOn(AnnualReport report, IReadOnlySet<string> hidden)
    {
        if (report.State == State.Withdrawn)
        {
            return SharedFindings.None;
        }

        var years = Years(report);
        var sections = Sections(report)
            .Where(pair => pair.Reports.Contains(report.Id, StringComparer.Ordinal))
            .Where(pair => !pair.Reports.Any(hidden.Contains))
            .ToLookup(pair => pair.Check.IsOpen);
        return new(
            [
                .. years[YearsOutcome.Broken].Select(one => SharedFinding.Of(report, one.Pair, one.Check, one.Id)),
                .. sections[false].Select(pair => pair.On(report)),
            ],
            [.. years[YearsOutcome.NotAssessable].Select(one => one.Id), .. sections[true].Select(pair => pair.Id)]);
    }

    /// <summary>What does not hold, or is left open, between a report and the years beside it.</summary>
    private ILookup<YearsOutcome, (YearPair Pair, YearsCheck Check, string Id)> Years(AnnualReport report)
    {
        var (organ, year) = (report.Organ, report.Year);
        var open = _filed.Contains((organ, year - 1)) || _filed.Contains((organ, year + 1))
            ? Open(organ, year).Concat(Open(organ, year + 1))
            : [];
        return open.Select(one => (one.Pair, one.Check, Id: one.Pair.IdOn(report, one.Check)!))
            .Where(one => one.Id is not null)
            .ToLookup(one => one.Check.Outcome);
    }

    private IReadOnlyList<SectionPair> Sections(AnnualReport report)
    {
        var key = (report.Organ, report.Year);
        if (!_sections.TryGetValue(key, out var sections))
        {
            var filed = _filed[key].ToList();
            _sections[key] = sections = filed.Count < 2 ? [] : [.. SectionPair.Of(filed, _catalog)];
        }

        return sections;
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
