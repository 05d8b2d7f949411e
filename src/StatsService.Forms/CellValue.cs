namespace StatsService.Forms;

/// <summary>What a cell holds. Only <see cref="Number"/> is ever added up; none of the others means 0.</summary>
public enum CellState
{
    /// <summary>A printed number; a printed 0 is one.</summary>
    Number = 0,

    /// <summary>Printed and empty.</summary>
    Blank = 1,

    /// <summary>A sign for not applicable: <c>/</c>, <c>-</c>, <c>—</c>.</summary>
    NotApplicable = 2,

    /// <summary>Something is printed that is no number, or it was lost on the way.</summary>
    Unreadable = 3,

    /// <summary>The row or column is missing from the table as printed.</summary>
    NotPrinted = 4,

    /// <summary>Several readings are possible: <see cref="CellValue.Alternatives"/>.</summary>
    Uncertain = 5,
}

/// <summary>The unit of an amount of money.</summary>
public enum AmountUnit
{
    /// <summary>Neither printed nor fixed by the form (or the cell is a count).</summary>
    Unspecified = 0,
    Yuan = 1,
    TenThousandYuan = 2,
}

/// <summary>A place in the extracted text of a source document: UTF-8 bytes.</summary>
public readonly record struct SourceSpan(long Offset, int Length);

/// <summary>One cell as printed.</summary>
public sealed record CellValue(CellState State)
{
    public static readonly CellValue Blank = new(CellState.Blank);
    public static readonly CellValue NotPrinted = new(CellState.NotPrinted);

    /// <summary>Most printed numbers are zeros: they share it.</summary>
    private static readonly CellValue Zero = new(CellState.Number);

    /// <summary>
    /// The number, in the unit of the cell or of <see cref="Unit"/>. Only for <see cref="CellState.Number"/>.
    /// </summary>
    public decimal Value { get; init; }

    /// <summary>Whether the number is an amount of money, whose unit may be unknown, and not a count.</summary>
    public bool IsAmount { get; init; }

    /// <summary>The unit of an amount.</summary>
    public AmountUnit Unit { get; init; }

    /// <summary>An amount in yuan; none while its unit is unknown, except that 0 is 0 in every unit.</summary>
    public decimal? Yuan => (HasNumber && IsAmount, Unit) switch
    {
        (false, _) => null,
        (_, AmountUnit.Yuan) => Value,
        (_, AmountUnit.TenThousandYuan) => Value * 10_000m,
        _ => Value == 0 ? 0m : null,
    };

    /// <summary>The text as printed where it says more than the number does.</summary>
    public string? Printed { get; init; }

    /// <summary>The readings that remain possible; only for <see cref="CellState.Uncertain"/>.</summary>
    public IReadOnlyList<CellValue> Alternatives { get; init; } = [];

    /// <summary>Where the figure stands in the source document.</summary>
    public SourceSpan? Span { get; init; }

    public bool HasNumber => State == CellState.Number;

    public static CellValue Count(long value) => value == 0 ? Zero : new(CellState.Number) { Value = value };

    public static CellValue Amount(decimal value, AmountUnit unit) =>
        new(CellState.Number) { Value = value, IsAmount = true, Unit = unit };

    public bool Equals(CellValue? other) =>
        other is not null
        && State == other.State && Value == other.Value && IsAmount == other.IsAmount && Unit == other.Unit
        && string.Equals(Printed, other.Printed, StringComparison.Ordinal) && Span == other.Span
        && Alternatives.SequenceEqual(other.Alternatives);

    public override int GetHashCode() => HashCode.Combine(State, Value, Unit, Printed, Span, Alternatives.Count);
}
