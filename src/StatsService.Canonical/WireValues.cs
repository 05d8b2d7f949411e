using System.Globalization;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Canonical;

/// <summary>What a cell holds, on the wire and in the forms library.</summary>
public static class WireValues
{
    private const int MaxPrinted = 200;
    private const long MaxOffset = 1_000_000_000;
    private const int MaxLength = 1_000_000;

    /// <summary>
    /// A cell that is a count or empty and no more, as nearly all are. Null: it is to be read in full.
    /// </summary>
    public static CellValue? ReadPlain(Wire.CellValue? wire) => wire switch
    {
        not { Printed.Length: 0, Span: null, Alternatives.Count: 0 } => null,
        { ValueCase: Wire.CellValue.ValueOneofCase.Count } => CellValue.Count(wire.Count),
        { ValueCase: Wire.CellValue.ValueOneofCase.Gap, Gap: Wire.CellGap.Blank } => CellValue.Blank,
        _ => null,
    };

    /// <summary>
    /// Reads a cell; what cannot be read goes to <paramref name="problems"/>, and the cell is then unreadable.
    /// </summary>
    public static CellValue Read(Wire.CellValue? wire, string path, ICollection<ContentProblem> problems)
    {
        if (wire is null || wire.ValueCase == Wire.CellValue.ValueOneofCase.None)
        {
            problems.Add(new("CELL_EMPTY", path, new(
                "单元格未给出数值，也未说明为何没有；请填count、amount或gap之一。",
                "The cell has neither a number nor a reason for none; set one of count, amount and gap.")));
            return new(CellState.Unreadable);
        }

        if (wire.Printed.Length > MaxPrinted)
        {
            problems.Add(CommonProblems.TooLong(path + ".printed", wire.Printed.Length, MaxPrinted));
        }

        var value = wire.ValueCase switch
        {
            Wire.CellValue.ValueOneofCase.Count => CellValue.Count(wire.Count),
            Wire.CellValue.ValueOneofCase.Amount => WireAmounts.Read(wire.Amount, path + ".amount", problems),
            _ => new CellValue(ReadGap(wire.Gap, path + ".gap", problems)),
        };
        return value with
        {
            Printed = wire.Printed.Length > 0 ? wire.Printed : null,
            Span = ReadSpan(wire.Span, path + ".span", problems),
            Alternatives =
            [
                .. wire.Alternatives.Select(
                    (alternative, i) => ReadAlternative(alternative, $"{path}.alternatives[{i}]", problems)),
            ],
        };
    }

    public static Wire.CellValue Write(CellValue value)
    {
        var wire = new Wire.CellValue { Printed = value.Printed ?? "" };
        switch (value)
        {
            case { HasNumber: true, IsAmount: true }:
                wire.Amount = WireAmounts.Write(value);
                break;
            case { HasNumber: true }:
                wire.Count = (long)value.Value;
                break;
            default:
                wire.Gap = WriteGap(value.State);
                break;
        }

        wire.Alternatives.Add(value.Alternatives.Select(WriteAlternative));
        if (value.Span is { } span)
        {
            wire.Span = new() { Offset = span.Offset, Length = span.Length };
        }

        return wire;
    }

    public static Wire.CellGap WriteGap(CellState state) => state switch
    {
        CellState.Blank => Wire.CellGap.Blank,
        CellState.NotApplicable => Wire.CellGap.NotApplicable,
        CellState.Unreadable => Wire.CellGap.Unreadable,
        CellState.NotPrinted => Wire.CellGap.NotPrinted,
        CellState.Uncertain => Wire.CellGap.Uncertain,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A number is no gap."),
    };

    public static CellState ReadGap(Wire.CellGap gap, string path, ICollection<ContentProblem> problems)
    {
        switch (gap)
        {
            case Wire.CellGap.Blank: return CellState.Blank;
            case Wire.CellGap.NotApplicable: return CellState.NotApplicable;
            case Wire.CellGap.Unreadable: return CellState.Unreadable;
            case Wire.CellGap.NotPrinted: return CellState.NotPrinted;
            case Wire.CellGap.Uncertain: return CellState.Uncertain;
            default:
                problems.Add(new("INVALID_VALUE", path, new(
                    $"没有值为{(int)gap}的CellGap。", $"There is no CellGap {(int)gap}.")));
                return CellState.Unreadable;
        }
    }

    /// <summary>Digits as printed: no exponent, no needless sign of zero.</summary>
    public static string Digits(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static SourceSpan? ReadSpan(Wire.SourceSpan? span, string path, ICollection<ContentProblem> problems)
    {
        if (span is null)
        {
            return null;
        }

        if (span.Offset is < 0 or > MaxOffset || span.Length is < 0 or > MaxLength)
        {
            problems.Add(new("INVALID_VALUE", path, new(
                $"位置{span.Offset}、长度{span.Length}超出范围：offset须为0至{MaxOffset}，length须为0至{MaxLength}。",
                $"Offset {span.Offset}, length {span.Length} is out of range: the offset goes from 0 to {MaxOffset}, "
                + $"the length from 0 to {MaxLength}.")));
            return null;
        }

        return new(span.Offset, span.Length);
    }

    private static CellValue ReadAlternative(
        Wire.Alternative wire, string path, ICollection<ContentProblem> problems) =>
        wire.ValueCase switch
        {
            Wire.Alternative.ValueOneofCase.Count => CellValue.Count(wire.Count),
            Wire.Alternative.ValueOneofCase.Amount => WireAmounts.Read(wire.Amount, path + ".amount", problems),
            Wire.Alternative.ValueOneofCase.Gap => new CellValue(ReadGap(wire.Gap, path + ".gap", problems)),
            _ => Read(wire: null, path, problems),
        };

    private static Wire.Alternative WriteAlternative(CellValue value) => Write(value) switch
    {
        { ValueCase: Wire.CellValue.ValueOneofCase.Count } wire => new() { Count = wire.Count },
        { ValueCase: Wire.CellValue.ValueOneofCase.Amount } wire => new() { Amount = wire.Amount },
        var wire => new() { Gap = wire.Gap },
    };
}
