using StatsService.Forms;
using StatsService.Forms.Measuring;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>What measures, understood, look at.</summary>
internal static class Measures
{
    public static IReadOnlyList<string> Indicators(params IEnumerable<Wire.Measure> measures) =>
    [
        .. measures.SelectMany(measure => new[] { measure.Indicator, measure.Denominator })
            .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Of one figure: the points of series, the places of rankings.</summary>
    public static StatisticsTopic<Wire.SeriesPoint> Topic(
        Wire.Measure measure, FormCatalog catalog, IndicatorSections sections)
    {
        var indicators = Indicators(measure);
        return new(
            figures => new() { Figure = IndicatorFigures.Measure(figures, catalog, measure) },
            indicators, sections.Of(indicators), Slots(measure, catalog));
    }

    public static SlotPick Slots(Wire.Measure measure, FormCatalog catalog) =>
        Slots(catalog, Indicators(measure), (ApplicantKind)measure.Applicant);

    /// <summary>The slots of some applicants, and of all together, which tell where figures stand.</summary>
    public static SlotPick Slots(
        FormCatalog catalog, IEnumerable<string> indicators, params IEnumerable<ApplicantKind> applicants) =>
        new(indicators
            .SelectMany(name => applicants.Prepend(ApplicantKind.Unspecified)
                .Select(applicant => catalog.Slots.Find(name, applicant)))
            .OfType<Slot>());
}
