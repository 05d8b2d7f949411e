using System.Globalization;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>
/// Which parts of a computed figure may explain that the published one differs: those that do not agree with
/// themselves, and those from which reports are missing.
/// </summary>
internal sealed class DifferingParts(
    FormCatalog catalog, Country country, int year, string division, Node node,
    IReadOnlyList<(string Division, Node Node)> children)
{
    private const int MaxParts = 20;

    private readonly List<Part> _parts =
    [
        new(division, IsLevel: true, node.LevelFigure(), node.Level, node.Organs ?? new(catalog)),
        .. children.Select(child => new Part(
            child.Division, IsLevel: false, child.Node.Resolved(), child.Node.Published,
            child.Node.Computed ?? new(catalog))),
    ];

    public void AddTo(Wire.ReconciliationLine line)
    {
        var measure = line.Published.Measure;
        var slot = catalog.Slots.Find(IndicatorNames.Read(measure.Indicator), (ApplicantKind)measure.Applicant)!;
        var parts = _parts.Select(part => Explain(part, slot))
            .Where(part => part.Coverage.MissingCount > 0 || part is { HasDifference: true, Difference: not "0" })
            .OrderByDescending(Size)
            .ThenByDescending(part => part.Coverage.MissingCount)
            .ThenBy(part => part.Division, StringComparer.Ordinal)
            .ToList();
        line.PartCount = parts.Count;
        line.Parts.Add(parts.Take(MaxParts));
    }

    private static decimal Size(Wire.ReconciliationPart part) =>
        part.HasDifference ? Math.Abs(decimal.Parse(part.Difference, CultureInfo.InvariantCulture)) : 0;

    private Wire.ReconciliationPart Explain(Part part, Slot slot)
    {
        var wire = new Wire.ReconciliationPart
        {
            Division = Registry.Division.Prefix + part.Division,
            Title = country.Tree.Find(part.Division)!.TitleIn(year),
            Level = part.IsLevel,
            Figure = Sides.Figure(part.Used, slot, catalog),
            Stated = Sides.Figure(part.Stated ?? new(catalog), slot, catalog),
            AddedUp = Sides.Figure(part.AddedUp, slot, catalog),
            Coverage = DivisionHeaders.Coverage(
                new(Wire.Basis.Resolved, part.Used, 1UL << slot.Topic, IsWhole: false)),
        };
        if (Sides.Difference(wire.Stated, wire.AddedUp) is { } difference)
        {
            wire.Difference = Sides.Digits(difference);
        }

        return wire;
    }

    /// <param name="Used">What it gives to the computed figure.</param>
    /// <param name="Stated">For its region; of the level, for the level.</param>
    private sealed record Part(
        string Division, bool IsLevel, FigureSums Used, FigureSums? Stated, FigureSums AddedUp);
}
