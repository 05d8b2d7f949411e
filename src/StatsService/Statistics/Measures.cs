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

    /// <summary>Its own slots, and those of all applicants together, which tell where figures stand.</summary>
    public static SlotPick Slots(Wire.Measure measure, FormCatalog catalog) => new(
        Indicators(measure)
            .SelectMany(name => new[]
            {
                catalog.Slots.Find(name), catalog.Slots.Find(name, (ApplicantKind)measure.Applicant),
            })
            .OfType<Slot>());
}
