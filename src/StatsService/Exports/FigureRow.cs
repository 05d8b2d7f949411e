using System.Globalization;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>A row of an export of figures: one figure of a row of QueryIndicators.</summary>
internal sealed record FigureRow(Wire.FigureHeader Header, Wire.Figure Figure, Indicator Indicator)
{
    /// <summary>From here on conditions qualify a figure that is there.</summary>
    private const int Qualifies = 20;

    public string Subject => Header.SubjectCase == Wire.FigureHeader.SubjectOneofCase.Organ
        ? Header.Organ
        : Header.Division;

    public string Kind => Figure.Measure.Denominator.Length > 0 ? "RATE"
        : Indicator.Type == CellType.Amount ? "AMOUNT" : "COUNT";

    /// <summary>Why there is no figure, where there is none.</summary>
    public string State => (Value ?? (decimal?)Rate) switch
    {
        null => ExportWords.Of(Figure.Conditions.FirstOrDefault(condition => (int)condition < Qualifies)),
        0 => "ZERO",
        _ => "VALUE",
    };

    public IEnumerable<string> Conditions =>
        Figure.Conditions.Where(condition => (int)condition >= Qualifies).Select(ExportWords.Of);

    public decimal? Value => Figure.ValueCase switch
    {
        Wire.Figure.ValueOneofCase.Count => Figure.Count,
        Wire.Figure.ValueOneofCase.Amount => decimal.Parse(Figure.Amount.Value, CultureInfo.InvariantCulture),
        _ => null,
    };

    public string Unit => Kind switch
    {
        "RATE" => "",
        "AMOUNT" => ExportWords.Of(Wire.AmountUnit.Yuan),
        _ => Indicator.Unit,
    };

    public double? Rate => Figure.Rate is { HasValue: true } rate ? rate.Value : null;

    public long? Numerator => Figure.Rate is { HasNumerator: true } rate ? rate.Numerator : null;

    public long? Denominator => Figure.Rate is { HasDenominator: true } rate ? rate.Denominator : null;

    public static IEnumerable<FigureRow> Of(Wire.IndicatorsRow row, FormCatalog catalog) => row.Figures.Select(
        figure => new FigureRow(
            row.Header, figure, catalog.Indicators[IndicatorNames.Read(figure.Measure.Indicator)]));
}
