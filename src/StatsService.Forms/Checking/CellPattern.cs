namespace StatsService.Forms.Checking;

/// <summary>The row and the column that the stars of one instance of a rule stand for.</summary>
internal sealed record Binding(string? Row, string? Column)
{
    public static readonly Binding None = new(null, null);

    public string Suffix => string.Concat(new[] { Row, Column }.OfType<string>().Select(part => "@" + part));
}

/// <summary>
/// A cell code in which a leading <c>*</c> stands for any row, <c>@*</c> at the end for any column, and <c>.*</c>
/// for the sum of all rows that begin so. <c>count</c> and <c>amount</c> stand for any cell of that type; of a row by
/// applicants, for the total.
/// </summary>
internal sealed class CellPattern(string text)
{
    private const string Group = ".*";

    private readonly CellType? _type = text switch
    {
        "count" => CellType.Count,
        "amount" => CellType.Amount,
        _ => null,
    };

    private readonly bool _anyRow = text is "count" or "amount" || text.StartsWith('*');
    private readonly bool _anyColumn = text.EndsWith("@*", StringComparison.Ordinal);

    public bool IsOpen => _anyRow || _anyColumn;

    /// <summary>What its stars may stand for in a form, in printed order.</summary>
    public IEnumerable<Binding> Bindings(Form form)
    {
        if (_type is not null)
        {
            return form.Cells.Values
                .Where(cell => cell.Type == _type && !ApplicantColumn.IsPart(cell.Column))
                .Select(cell => new Binding(cell.Code, null));
        }

        var fixedPart = text[(_anyRow ? 1 : 0)..^(_anyColumn ? 2 : 0)];
        return form.Cells.Values.Select(cell => (_anyRow, _anyColumn) switch
        {
            (true, false) when cell.Code.EndsWith(fixedPart, StringComparison.Ordinal) =>
                new Binding(cell.Code[..^fixedPart.Length], null),
            (false, true) when Rows(fixedPart)(cell) => new Binding(null, cell.Column),
            _ => null,
        }).OfType<Binding>().Distinct();
    }

    /// <summary>The cells it stands for once its stars are bound: several for <c>.*</c>, else one or none.</summary>
    public IReadOnlyList<FormCell> Resolve(Form form, Binding binding)
    {
        var code = _type is not null ? binding.Row! : _anyRow ? binding.Row + text[1..] : text;
        code = _anyColumn ? code[..^1] + binding.Column : code;
        var parts = code.Split('@');
        if (parts[0].EndsWith(Group, StringComparison.Ordinal))
        {
            var inGroup = Rows(parts[0]);
            var column = parts.Length > 1 ? parts[1] : "";
            return [.. form.Cells.Values.Where(cell => inGroup(cell) && cell.Column == column)];
        }

        return form.Cells.TryGetValue(code, out var exact) ? [exact] : [];
    }

    private static Func<FormCell, bool> Rows(string row) => row.EndsWith(Group, StringComparison.Ordinal)
        ? cell => cell.Row.StartsWith(row[..^1], StringComparison.Ordinal)
        : cell => cell.Row == row;
}
