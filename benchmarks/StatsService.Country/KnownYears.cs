using StatsService.Forms;
using static StatsService.Country.FormRows;

namespace StatsService.Country;

/// <summary>
/// The rules over two years a second time, as plain arithmetic: the findings that there must be between what an organ
/// reported for a scope in a year and in the year before. It shares nothing with <c>rules.json</c>.
/// </summary>
public static class KnownYears
{
    private const int LeastCount = 50;
    private const decimal LeastYuan = 1_000_000;

    private static readonly string[] DocumentRows = ["disclosure.regulations", "disclosure.normative_documents"];

    private static readonly string[] ItemRows =
    [
        "actions.licensing", "actions.other_external", .. SubRows.Select(row => "actions.other_external." + row),
        "actions.penalty", "actions.coercion", "fees.administrative",
    ];

    /// <summary>The cells of the forms since 2019 that the form of 2014 has too, under another code.</summary>
    private static readonly Dictionary<string, string> Of2014 = new(StringComparer.Ordinal)
    {
        ["applications.received_new@total"] = "f2014.requests.received",
        [Out + "partially_disclosed@total"] = "f2014.replies.partially_agreed",
        [Out + "not_disclosed.state_secret@total"] = "f2014.replies.refused.state_secret",
        [Out + "not_disclosed.three_securities_one_stability@total"] = "f2014.replies.refused.security_stability",
    };

    /// <summary>The ids of the findings, by name.</summary>
    public static IReadOnlyList<string> Broken(ReportPart previous, ReportPart current) =>
    [
        .. current.Tables.SelectMany(table => InTable(table, previous, current)).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> InTable(TablePart table, ReportPart previous, ReportPart current)
    {
        var form = table.Form.Id[..4];
        var identities = table.Table.Table switch
        {
            "table3" => Columns.Where(column => Differ(
                    Number(current, $"applications.carried_in@{column}"),
                    Number(previous, $"applications.carried_out@{column}")))
                .Select(column => $"{form}.table3.carried@{column}"),
            "table2" when form is "2019" => ItemRows.Where(row => Differ(
                    Number(current, row + ".items_prev_year"),
                    Number(previous, row + ".items_prev_year") + Number(previous, row + ".items_change")))
                .Select(row => "2019.table2.items_previous_year@" + row),
            "table2" => DocumentRows.Where(row => Differ(
                    Number(current, row + ".in_force"),
                    Number(previous, row + ".in_force")
                        + Number(current, row + ".issued") - Number(current, row + ".repealed")))
                .Select(row => "2021.table2.in_force@" + row),
            "table1" when form is "fuji" => Cumulative(table.Table, previous),
            _ => [],
        };
        return identities.Concat(table.Form.Cells.Values
            .Where(cell => cell.Table == table.Table.Table && table.Sections.Contains(cell.Section)
                && !Applicants.Contains(cell.Column, StringComparer.Ordinal))
            .SelectMany(cell => Jumps(cell, form, previous, current)));
    }

    private static IEnumerable<string> Cumulative(ReportTable table, ReportPart previous) =>
        from before in previous.Tables.Where(part => part.Form.Id == FormFujian.Id)
        from row in FormFujian.Rows
        let until = Total.Of(before.Table, row + "@cumulative")
        where Total.Of(table, row + "@cumulative").CannotEqual(until + Total.Of(table, row + "@year"))
        select "fujian.table1.cumulative@" + row;

    private static IEnumerable<string> Jumps(FormCell cell, string form, ReportPart previous, ReportPart current)
    {
        if (cell.Type == CellType.SignedCount
            || Before(cell.Code, form, previous) is not { } before
            || Number(current, cell.Code) is not { } now)
        {
            yield break;
        }

        var (kind, least) = cell.Type == CellType.Amount ? ("amount", LeastYuan) : ("count", LeastCount);
        if (now >= least && now > 5 * before)
        {
            yield return $"years.{kind}.rise@{cell.Code}";
        }

        if (before >= least && 5 * now < before)
        {
            yield return $"years.{kind}.fall@{cell.Code}";
        }
    }

    /// <summary>Decisions since 2021 count others than before.</summary>
    private static decimal? Before(string code, string form, ReportPart previous) =>
        previous.Tables.Any(table => table.Form.Id.StartsWith("2014", StringComparison.Ordinal)) && form is not "2014"
            ? Of2014.TryGetValue(code, out var old) ? Number(previous, old) : null
        : code.EndsWith(".decisions", StringComparison.Ordinal)
            && previous.Tables.Any(table => table.Table.Table == "table2" && table.Form.Id[..4] != form) ? null
        : Number(previous, code);

    private static bool Differ(decimal? left, decimal? right) => left != right && left is not null && right is not null;

    /// <summary>Amounts in yuan. None: no number, or not of this scope.</summary>
    private static decimal? Number(ReportPart part, string code)
    {
        foreach (var table in part.Tables)
        {
            if (table.Form.Cells.TryGetValue(code, out var cell) && cell.Table == table.Table.Table
                && table.Sections.Contains(cell.Section) && table.Table[code] is { HasNumber: true } value)
            {
                var unit = value.Unit == AmountUnit.Unspecified ? cell.AmountUnit : value.Unit;
                return cell.Type != CellType.Amount || value.Value == 0 ? value.Value
                    : unit == AmountUnit.Unspecified ? null
                    : value.Value * (unit == AmountUnit.Yuan ? 1 : 10_000);
            }
        }

        return null;
    }
}
