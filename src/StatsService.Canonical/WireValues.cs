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
            Wire.CellValue.ValueOneofCase.Amount => ReadAmount(wire.Amount, path + ".amount", problems),
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
                wire.Amount = WriteAmount(value);
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

    /// <summary>An amount in yuan, without the needless zeros that a unit of 10,000 leaves.</summary>
    public static Wire.Amount WriteYuan(decimal yuan) => new()
    {
        Value = Digits(Trimmed(yuan)),
        Unit = Wire.AmountUnit.Yuan,
        Yuan = Digits(Trimmed(yuan)),
    };

    private static CellValue ReadAmount(Wire.Amount amount, string path, ICollection<ContentProblem> problems)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(amount.Value, Style, CultureInfo.InvariantCulture, out var value))
        {
            problems.Add(new("CELL_TYPE_MISMATCH", path + ".value", new(
                $"“{amount.Value}”不是金额；请写十进制数字，例如63014.23。",
                $"'{amount.Value}' is no amount; write decimal digits such as 63014.23.")));
        }
        else if (LosesDigits(amount.Value, value))
        {
            problems.Add(new("CELL_TYPE_MISMATCH", path + ".value", new(
                $"“{amount.Value}”的小数位数过多，无法照原样保存；请查对。",
                $"'{amount.Value}' has more decimals than can be kept; please check.")));
        }

        if (!Enum.IsDefined((AmountUnit)amount.Unit))
        {
            problems.Add(CommonProblems.Undefined(path + ".unit", amount.Unit));
        }

        return CellValue.Amount(value, (AmountUnit)amount.Unit);
    }

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

    /// <summary>Reading rounds silently beyond 28 places.</summary>
    private static bool LosesDigits(string written, decimal read) =>
        written.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point
        && written.Length - 1 - point != read.Scale;

    private static CellValue ReadAlternative(
        Wire.Alternative wire, string path, ICollection<ContentProblem> problems) =>
        wire.ValueCase switch
        {
            Wire.Alternative.ValueOneofCase.Count => CellValue.Count(wire.Count),
            Wire.Alternative.ValueOneofCase.Amount => ReadAmount(wire.Amount, path + ".amount", problems),
            Wire.Alternative.ValueOneofCase.Gap => new CellValue(ReadGap(wire.Gap, path + ".gap", problems)),
            _ => Read(wire: null, path, problems),
        };

    private static Wire.Alternative WriteAlternative(CellValue value) => Write(value) switch
    {
        { ValueCase: Wire.CellValue.ValueOneofCase.Count } wire => new() { Count = wire.Count },
        { ValueCase: Wire.CellValue.ValueOneofCase.Amount } wire => new() { Amount = wire.Amount },
        var wire => new() { Gap = wire.Gap },
    };

    private static Wire.Amount WriteAmount(CellValue value)
    {
        var amount = new Wire.Amount { Value = Digits(value.Value), Unit = (Wire.AmountUnit)value.Unit };
        if (value.Yuan is { } yuan)
        {
            amount.Yuan = Digits(Trimmed(yuan));
        }

        return amount;
    }

    /// <summary>Dividing by 1 with all its places drops the zeros at the end.</summary>
    public static decimal Trimmed(decimal value) => value / 1.0000000000000000000000000000m;
}
