namespace StatsService.Forms.Understanding;

/// <summary>Finds what is wrong with the value of a cell or of a stated figure, by the type it must have.</summary>
internal sealed class ValueProblems(
    LocalizedText label, CellType type, string unit, AmountUnit formUnit = AmountUnit.Unspecified)
{
    private const int FewestAlternatives = 2;
    private const int MostAlternatives = 20;

    /// <summary>
    /// Far above anything that is counted, and so far below what 64 bits hold that no sum over a report, or over the
    /// reports of all organs, overflows: one slip of a filer must not fail everybody's statistics.
    /// </summary>
    private const decimal CountLimit = 1_000_000_000_000;

    /// <summary>Amounts are stored with 14 digits before the point and 6 behind it.</summary>
    private const decimal AmountLimit = 100_000_000_000_000;
    private const int AmountDecimals = 6;

    /// <summary>
    /// Whether a value surely has no problem: a gap or a plain count, as nearly all are. False: see
    /// <see cref="Find"/>.
    /// </summary>
    public static bool NoneIn(CellValue value, CellType type) =>
        value is { IsAmount: false, Unit: AmountUnit.Unspecified, Alternatives.Count: 0 } && value.State switch
        {
            CellState.Number => type == CellType.Count && value.Value is >= 0 and <= CountLimit
                && decimal.Truncate(value.Value) == value.Value,
            CellState.Uncertain => false,
            _ => value.Value == 0,
        };

    public IEnumerable<ContentProblem> Find(CellValue value, string path) => value.State switch
    {
        CellState.Number => Alternatives(value, path).Concat(Number(value, path)),
        CellState.Uncertain => NoNumber(value, path).Concat(Uncertain(value, path)),
        _ => NoNumber(value, path).Concat(Alternatives(value, path)),
    };

    private IEnumerable<ContentProblem> Number(CellValue value, string path)
    {
        var isAmount = type == CellType.Amount;
        if (!isAmount && decimal.Truncate(value.Value) != value.Value)
        {
            yield return Mismatch(path, $"应为整数（{unit}），不能是{value.Value}；请按印出的数字填写，看不清的填“无法辨认”。",
                $"needs a whole number, not {value.Value}; give it as printed, or mark the cell unreadable.");
        }
        else if (value.Value < 0 && type == CellType.Count)
        {
            yield return new("NEGATIVE_COUNT", path, Text($"不能为负数{value.Value}；只有“本年增/减”可以为负。",
                $"cannot be {value.Value}: only an increase or decrease can be negative."));
        }
        else if (!isAmount && Math.Abs(value.Value) > CountLimit)
        {
            yield return Invalid(path, $"的数字{value.Value}过大，至多{CountLimit}，请查对。",
                $"is too large: {value.Value}, at most {CountLimit}; please check.");
        }

        if (!isAmount && (value.IsAmount || value.Unit != AmountUnit.Unspecified))
        {
            yield return Mismatch(path, $"应为整数（{unit}），不是金额；请改填数量，不带金额单位。",
                "is a count, not an amount; give it as a count, without a unit of money.");
        }

        if (isAmount && !value.IsAmount)
        {
            yield return Mismatch(path, "应为金额，不是数量；请改填金额，并注明印出的单位。",
                "is an amount, not a count; give it as an amount with its printed unit.");
        }

        if (isAmount && value.Value < 0)
        {
            yield return Mismatch(path, $"是金额，不能为负数{value.Value}，请查对。",
                $"is an amount and cannot be {value.Value}; please check.");
        }

        var tooLong = Math.Abs(value.Value) >= AmountLimit || Math.Round(value.Value, AmountDecimals) != value.Value;
        if (isAmount && tooLong)
        {
            yield return Mismatch(path, $"的金额{value.Value}超出14位整数、6位小数，请查对单位和数字。",
                $"has more than 14 digits before or 6 behind the point: {value.Value}; check number and unit.");
        }

        var twoUnits = formUnit != AmountUnit.Unspecified && value.Unit != AmountUnit.Unspecified;
        if (isAmount && twoUnits && value.Unit != formUnit)
        {
            yield return Mismatch(path, $"的单位由格式规定为{unit}，不能另填{Words(value.Unit).Zh}；请换算后填写，并在printed中保留原文。",
                $"has its unit from the form ({Words(formUnit).En}), not {Words(value.Unit).En}; "
                + "convert it, keep the text in 'printed'.");
        }
    }

    private IEnumerable<ContentProblem> Uncertain(CellValue value, string path)
    {
        if (value.Alternatives.Count is < FewestAlternatives or > MostAlternatives)
        {
            yield return Invalid(path, $"不确定，应列出2至20种可能，现有{value.Alternatives.Count}种；多于20种的请填“无法辨认”。",
                $"is uncertain and needs 2 to 20 alternatives, not {value.Alternatives.Count}; mark it unreadable.");
        }

        var alternatives = value.Alternatives.Take(MostAlternatives);
        foreach (var (alternative, i) in alternatives.Select((alternative, i) => (alternative, i)))
        {
            var at = $"{path}.alternatives[{i}]";
            if (alternative.State == CellState.Uncertain)
            {
                yield return Invalid(at, "的一种可能本身不能再是不确定的，请直接列出各种可能。",
                    "has an alternative that is uncertain itself; list the readings one by one.");
            }
            else
            {
                foreach (var problem in Find(alternative, at))
                {
                    yield return problem;
                }
            }
        }
    }

    private IEnumerable<ContentProblem> NoNumber(CellValue value, string path)
    {
        if (value.Value != 0 || value.Unit != AmountUnit.Unspecified)
        {
            var (zh, en) = Words(value.State);
            yield return Invalid(path, $"标为“{zh}”，不能同时有数字{value.Value}；请二者取一。",
                $"is marked {en} and cannot have the number {value.Value} too; give one of the two.");
        }
    }

    private IEnumerable<ContentProblem> Alternatives(CellValue value, string path)
    {
        if (value.Alternatives.Count > 0)
        {
            yield return Invalid(path, "列出了几种可能，但没有标为不确定；请标为不确定，或去掉这些可能。",
                "lists alternatives but is not marked uncertain; mark it so, or leave them out.");
        }
    }

    private static LocalizedText Words(AmountUnit unit) => unit == AmountUnit.Yuan
        ? new("元", "yuan")
        : new("万元", "10,000 yuan");

    private static LocalizedText Words(CellState state) => state switch
    {
        CellState.Blank => new("空白", "blank"),
        CellState.NotApplicable => new("不适用", "not applicable"),
        CellState.NotPrinted => new("未印", "not printed"),
        CellState.Uncertain => new("不确定", "uncertain"),
        _ => new("无法辨认", "unreadable"),
    };

    private ContentProblem Mismatch(string path, string zh, string en) => new("CELL_TYPE_MISMATCH", path, Text(zh, en));

    private ContentProblem Invalid(string path, string zh, string en) => new("INVALID_VALUE", path, Text(zh, en));

    private LocalizedText Text(string zh, string en) => new($"“{label.Zh}”{zh}", $"'{label.En}' {en}");
}
