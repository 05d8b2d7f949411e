using System.Globalization;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The value of a figure, exact: what is ranked and compared.</summary>
/// <param name="Numerator">Of amounts in millionths of a yuan.</param>
/// <param name="Denominator">Above 0; the same for all counts, and for all amounts.</param>
internal readonly record struct FigureValue(Int128 Numerator, Int128 Denominator) : IComparable<FigureValue>
{
    private const int AmountUnits = 1_000_000;

    public static bool operator <(FigureValue one, FigureValue other) => one.CompareTo(other) < 0;

    public static bool operator >(FigureValue one, FigureValue other) => one.CompareTo(other) > 0;

    public static bool operator <=(FigureValue one, FigureValue other) => one.CompareTo(other) <= 0;

    public static bool operator >=(FigureValue one, FigureValue other) => one.CompareTo(other) >= 0;

    /// <summary>Null where there is no value.</summary>
    public static FigureValue? Of(Wire.Figure figure) => figure switch
    {
        { ValueCase: Wire.Figure.ValueOneofCase.Count } => new(figure.Count, 1),
        { ValueCase: Wire.Figure.ValueOneofCase.Amount } => new(
            (Int128)(decimal.Parse(figure.Amount.Yuan, CultureInfo.InvariantCulture) * AmountUnits), AmountUnits),
        { Rate: { HasValue: true } rate } => rate.Denominator > 0
            ? new(rate.Numerator, rate.Denominator)
            : new(-(Int128)rate.Numerator, -(Int128)rate.Denominator),
        _ => null,
    };

    /// <summary>Sides of rates are of 64 bits: a product of two is never too large.</summary>
    public int CompareTo(FigureValue other) => Denominator == other.Denominator
        ? Numerator.CompareTo(other.Numerator)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public double ToDouble() => (double)Numerator / (double)Denominator;

    /// <summary>How much it is more than another one of the same measure.</summary>
    public double Minus(FigureValue other) => Denominator == other.Denominator
        ? (double)(Numerator - other.Numerator) / (double)Denominator
        : (double)((Numerator * other.Denominator) - (other.Numerator * Denominator))
            / ((double)Denominator * (double)other.Denominator);
}
