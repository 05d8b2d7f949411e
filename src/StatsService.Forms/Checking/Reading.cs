namespace StatsService.Forms.Checking;

/// <summary>How much a term says.</summary>
internal enum Standing
{
    /// <summary>It has its number.</summary>
    Known,

    /// <summary>Blank, not applicable, unreadable, not printed: any number that the cell may hold.</summary>
    Missing,

    /// <summary>A local row that is not printed. It was lost, or there was none: then it is 0.</summary>
    MissingRow,

    /// <summary>Uncertain, or the organ is not known well enough: the rule is not assessable.</summary>
    Unsettled,

    /// <summary>There is no such thing here: the rule does not apply.</summary>
    Undefined,
}

/// <summary>What a term reads from a report.</summary>
/// <param name="Between">What it may be, where that is more than <paramref name="Value"/>.</param>
/// <param name="Value">What is shown of it and added up in a message: the number, 0 for a missing one.</param>
/// <param name="Shown">What a message shows where that is no single number.</param>
internal readonly record struct Reading(
    Standing Standing, Interval? Between, decimal Value = 0, LocalizedText? Shown = null)
{
    public static readonly Reading Undefined = new(Standing.Undefined, Interval.Any);
    public static readonly Reading Unsettled = new(Standing.Unsettled, Interval.Any);
    public static readonly Reading AnyCount = new(Standing.Missing, Interval.FromZero);

    public static Reading Of(decimal value) => new(Standing.Known, null, value);

    /// <summary>What it may be.</summary>
    public Interval Range => Between ?? Interval.Exactly(Value);

    public static Reading Of(CellValue value, CellType type = CellType.Count, bool optional = false)
    {
        var range = type == CellType.SignedCount ? Interval.Any : Interval.FromZero;
        return value.State switch
        {
            CellState.Number => Of(value.Value),
            CellState.Uncertain => Unsettled,
            CellState.NotPrinted when optional => new(Standing.MissingRow, range),
            _ => new(Standing.Missing, range),
        };
    }
}
