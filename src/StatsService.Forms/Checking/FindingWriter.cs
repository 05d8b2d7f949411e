using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StatsService.Forms.Checking;

/// <summary>Writes the finding on a broken rule: its figures, its message in both languages, its hash.</summary>
internal static class FindingWriter
{
    public static Finding Write(RuleInstance instance, Verdict verdict, Situation situation)
    {
        var cells = Cells(instance, situation);
        var numeric = instance.Comparison.Relation != Relation.Holds && verdict.Right.Shown is null;
        var (left, right) = (verdict.Left.Value, verdict.Right.Value);
        return new(
            instance.Id, instance.Rule, instance.Rule.FindingStrength,
            new(Fill(instance.Rule.Message.Zh, label => label.Zh), Fill(instance.Rule.Message.En, label => label.En)),
            instance.Formula,
            numeric ? left : null, numeric ? right : null, numeric ? left - right : null,
            cells, Hash(instance, verdict, situation, cells));

        string Fill(string message, Func<LocalizedText, string> language) => message
            .Replace("{left}", Number(left), StringComparison.Ordinal)
            .Replace("{right}", verdict.Right.Shown is { } s ? language(s) : Number(right), StringComparison.Ordinal)
            .Replace("{difference}", Number(Math.Abs(left - right)), StringComparison.Ordinal)
            .Replace("{value}", Number(ShownCell(cells)?.Value.Value ?? 0), StringComparison.Ordinal)
            .Replace("{year}", $"{situation.Content.Year}", StringComparison.Ordinal)
            .Replace("{previous_year}", $"{situation.Content.Year - 1}", StringComparison.Ordinal)
            .Replace("{row}", language(Row(instance, situation)), StringComparison.Ordinal)
            .Replace("{cell}", instance.Anchor is { } anchor ? language(anchor.Label) : "", StringComparison.Ordinal)
            .Replace("{column}", language(instance.Anchor?.ColumnLabel ?? new("", "")), StringComparison.Ordinal);
    }

    /// <summary>Every cell and stated figure that takes part, left side first.</summary>
    public static List<FindingCell> Cells(RuleInstance instance, Situation situation) =>
    [
        .. instance.Operands.SelectMany(operand => operand.Cells(situation))
            .DistinctBy(cell => (cell.Table, cell.Cell, cell.Previous)),
    ];

    /// <summary>The cell of a rule on stated figures, else the first.</summary>
    private static FindingCell? ShownCell(List<FindingCell> cells) =>
        cells.Find(cell => cell.Table.Length > 0) ?? cells.FirstOrDefault();

    private static LocalizedText Row(RuleInstance instance, Situation situation) =>
        instance.Anchor is { } cell ? cell.RowName
        : situation.Figure is { } figure ? situation.Catalog.Label(figure).Label
        : situation.Form!.Table(situation.Table!.Table)!.Title;

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Of all that it was found on: both sides, each cell, each figure with what it is stated for.</summary>
    private static string Hash(
        RuleInstance instance, Verdict verdict, Situation situation, IEnumerable<FindingCell> cells)
    {
        var sides = $"{Number(verdict.Left.Value)} {Number(verdict.Right.Value)} {verdict.Right.Shown?.En}";
        var lines = cells.Select(cell =>
            $"{(cell.Previous ? "previous " : "")}{cell.Table} {cell.Cell} "
            + $"{cell.Value.State} {Number(cell.Value.Value)} {cell.Value.Unit}");
        var figures = cells.Where(cell => cell.Table.Length == 0)
            .Select(cell => situation.Content.StatedFigures.First(figure => figure.Id == cell.Cell))
            .Select(figure => string.Create(
                CultureInfo.InvariantCulture,
                $"{figure.Id} {figure.Year} {situation.Content.ScopeOf(figure)} {figure.Percent}"));
        var text = string.Join('\n', [instance.Id, sides, .. lines, .. figures]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
