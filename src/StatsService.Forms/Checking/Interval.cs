namespace StatsService.Forms.Checking;

/// <summary>What a number may be; a bound that is null is open.</summary>
internal sealed record Interval(decimal? Low, decimal? High)
{
    public static readonly Interval Any = new(null, null);
    public static readonly Interval FromZero = new(0, null);

    public static Interval Exactly(decimal value) => new(value, value);

    public bool Meets(Interval other) => !(High < other.Low) && !(other.High < Low);

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator *(decimal factor, Interval a) =>
        factor < 0 ? new(factor * a.High, factor * a.Low) : new(factor * a.Low, factor * a.High);
}
