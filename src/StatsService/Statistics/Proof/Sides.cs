using System.Globalization;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>The two sides of a reconciliation.</summary>
/// <param name="ofNation">Rows of provincial extensions are in no sum of the nation.</param>
internal sealed class Sides(BasisFigures published, BasisFigures computed, FormCatalog catalog, bool ofNation)
{
    public BasisFigures Published => published;

    public BasisFigures Computed => computed;

    /// <summary>One figure on both sides; null where neither says anything of it.</summary>
    public Wire.ReconciliationLine? Line(Slot slot)
    {
        if ((ofNation && slot.Indicator.Extension)
            || (!IsSaid(published.Sums[slot]) && !IsSaid(computed.Sums[slot])))
        {
            return null;
        }

        var line = new Wire.ReconciliationLine
        {
            Published = Figure(published.Sums, slot, catalog),
            Computed = Figure(computed.Sums, slot, catalog),
        };
        if (Difference(line.Published, line.Computed) is { } difference)
        {
            line.Difference = Digits(difference);
        }

        return line;
    }

    public static Wire.Figure Figure(FigureSums sums, Slot slot, FormCatalog catalog) =>
        IndicatorFigures.Measure(
            new SumFigures(catalog, sums, ulong.MaxValue, ofNation: false), catalog,
            new() { Indicator = slot.Indicator.Name, Applicant = (Wire.ApplicantKind)slot.Applicant });

    /// <summary>Null where one has no number.</summary>
    public static decimal? Difference(Wire.Figure one, Wire.Figure other) => Number(one) - Number(other);

    public static string Digits(decimal value) => WireValues.Digits(WireAmounts.Trimmed(value));

    /// <summary>Whether a report has a row for it.</summary>
    private static bool IsSaid(SlotSum sum) => sum.Parts > sum.Silent;

    private static decimal? Number(Wire.Figure figure) => figure.ValueCase switch
    {
        Wire.Figure.ValueOneofCase.Count => figure.Count,
        Wire.Figure.ValueOneofCase.Amount => decimal.Parse(figure.Amount.Yuan, CultureInfo.InvariantCulture),
        _ => null,
    };
}
