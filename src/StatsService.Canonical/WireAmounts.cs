using System.Globalization;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Canonical;

/// <summary>Amounts of money, on the wire and in the forms library.</summary>
public static class WireAmounts
{
    /// <summary>Reads an amount; what cannot be read goes to <paramref name="problems"/>.</summary>
    public static CellValue Read(Wire.Amount amount, string path, ICollection<ContentProblem> problems)
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

    public static Wire.Amount Write(CellValue value)
    {
        var amount = new Wire.Amount { Value = WireValues.Digits(value.Value), Unit = (Wire.AmountUnit)value.Unit };
        if (value.Yuan is { } yuan)
        {
            amount.Yuan = WireValues.Digits(Trimmed(yuan));
        }

        return amount;
    }

    /// <summary>An amount in yuan, without the needless zeros that a unit of 10,000 leaves.</summary>
    public static Wire.Amount WriteYuan(decimal yuan) => new()
    {
        Value = WireValues.Digits(Trimmed(yuan)),
        Unit = Wire.AmountUnit.Yuan,
        Yuan = WireValues.Digits(Trimmed(yuan)),
    };

    /// <summary>Without the zeros at the end: dividing by 1 with all its places drops them.</summary>
    public static decimal Trimmed(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>Reading rounds silently beyond 28 places.</summary>
    private static bool LosesDigits(string written, decimal read) =>
        written.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point
        && written.Length - 1 - point != read.Scale;
}
