using StatsService.Country;

namespace StatsService.Forms.Tests.Support;

/// <summary>Reports in which every rule holds, and changes to them.</summary>
internal static class Sample
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    /// <summary>A report on a form, every cell printed, every sum right; other figures for each seed.</summary>
    public static ReportContent Balanced(string form, int seed = 1)
    {
        var random = new Dice(seed);
        ReportTable[] tables = form switch
        {
            "2014" => [Table(form, "table1", Form2014(random))],
            "2014-beijing" => [Table(form, "table1", [.. Form2014(random), .. KeyAreas(random)])],
            _ =>
            [
                Table(form, "table2", form is "2021" ? Table2Of2021() : Table2Of2019()),
                Table(form, "table3", Table3(form, random)),
                Table(form, "table4", Table4(random)),
            ],
        };
        return new(Catalog.Form(form)!.Years.First!.Value, Scope.Region, tables, []);
    }

    public static ReportContent With(this ReportContent report, string code, CellValue value) => report with
    {
        Tables = [.. report.Tables.Select(table => Catalog.Form(table.Form)!.Cells[code].Table == table.Table
            ? table with { Cells = new Dictionary<string, CellValue>(table.Cells) { [code] = value } }
            : table)],
    };

    public static ReportContent With(this ReportContent report, string code, long count) =>
        report.With(code, CellValue.Count(count));

    public static ReportContent Add(this ReportContent report, string code, long count) =>
        report.With(code, CellValue.Count(report.Count(code) + count));

    public static ReportContent State(this ReportContent report, params StatedFigure[] figures) =>
        report with { StatedFigures = [.. report.StatedFigures, .. figures] };

    public static CellValue Cell(this ReportContent report, string code) =>
        report.Tables.First(table => table.Cells.ContainsKey(code))[code];

    public static long Count(this ReportContent report, string code) => (long)report.Cell(code).Value;

    public static CellValue Uncertain(params long[] readings) =>
        new(CellState.Uncertain) { Alternatives = [.. readings.Select(CellValue.Count)] };

    public static StatedFigure Stated(string id, long value, params string[] indicators) =>
        new(id, indicators, CellValue.Count(value));

    public static ReportTable Table(string form, string table, IEnumerable<(string Code, long Value)> cells) =>
        new(table, form, cells.ToDictionary(
            cell => cell.Code,
            cell => Catalog.Form(form)!.Cells[cell.Code].Type == CellType.Amount
                ? CellValue.Amount(cell.Value, AmountUnit.TenThousandYuan)
                : CellValue.Count(cell.Value),
            StringComparer.Ordinal));

    private static IEnumerable<(string, long)> Table3(string form, Dice dice)
    {
        var outcomes = FormRows.Outcomes(form);
        var cells = FormRows.Table3Rows(form).ToDictionary(row => row, _ => new long[6], StringComparer.Ordinal);
        for (var i = 0; i < 6; i++)
        {
            foreach (var outcome in outcomes)
            {
                cells[FormRows.Out + outcome][i] = outcome switch
                {
                    "disclosed" => dice.Roll(30, 60),
                    _ when outcome.StartsWith("other_handling", StringComparison.Ordinal) => dice.Roll(0, 1),
                    _ => dice.Roll(0, 9),
                };
            }

            cells[FormRows.Out + "total"][i] = outcomes.Sum(outcome => cells[FormRows.Out + outcome][i]);
            cells["applications.carried_out"][i] = dice.Roll(0, 9);
            cells["applications.carried_in"][i] = dice.Roll(0, 9);
            cells["applications.received_new"][i] = cells[FormRows.Out + "total"][i]
                + cells["applications.carried_out"][i] - cells["applications.carried_in"][i];
        }

        return cells.SelectMany(
            row => FormRows.Columns.Zip([.. row.Value, row.Value.Sum()], (c, v) => ($"{row.Key}@{c}", v)));
    }

    private static IEnumerable<(string, long)> Table4(Dice dice) => FormRows.ReviewKinds.SelectMany(kind =>
    {
        var results = FormRows.ReviewResults.Select(result => ($"{kind}.{result}", dice.Roll(0, 9))).ToList();
        return results.Append(($"{kind}.total", results.Sum(result => result.Item2)));
    });

    private static IEnumerable<(string, long)> Table2Of2019() =>
    [
        .. Row("disclosure.regulations", ("made", 0), ("newly_published", 0), ("published_total", 0)),
        .. Row("disclosure.normative_documents", ("made", 10), ("newly_published", 8), ("published_total", 50)),
        .. new[] { "actions.licensing", "actions.other_external", "actions.penalty", "actions.coercion" }
            .SelectMany(row => Row(row, ("items_prev_year", 20), ("items_change", -3), ("decisions", 900))),
        .. Row("fees.administrative", ("items_prev_year", 5), ("items_change", 0)),
        .. Row("procurement.centralized", ("projects", 3), ("amount_yuan", 12)),
    ];

    private static IEnumerable<(string, long)> Table2Of2021() =>
    [
        .. Row("disclosure.regulations", ("issued", 0), ("repealed", 0), ("in_force", 0)),
        .. Row("disclosure.normative_documents", ("issued", 4), ("repealed", 2), ("in_force", 31)),
        ("actions.licensing.decisions", 70), ("actions.penalty.decisions", 8), ("actions.coercion.decisions", 1),
        ("fees.administrative.amount_10k_yuan", 12),
    ];

    private static IEnumerable<(string, long)> Form2014(Dice dice)
    {
        var cells = FormRows.Rows2014.ToDictionary(row => row, _ => dice.Roll(1, 20), StringComparer.Ordinal);
        Total("requests.received", "requests.channel.in_person", "requests.channel.fax", "requests.channel.network",
            "requests.channel.letter");
        Total("requests.closed.total", "requests.closed.on_time", "requests.closed.extended");
        Total("replies.refused.total", [.. FormRows.RefusalReasons.Select(reason => "replies.refused." + reason)]);
        Total("replies.total", [.. FormRows.ReplyKinds.Select(kind => "replies." + kind)]);
        Total("reviews.total", "reviews.upheld", "reviews.corrected", "reviews.other");
        Total("litigation.total", "litigation.upheld_or_dismissed", "litigation.corrected", "litigation.other");
        Total("staff.total", "staff.full_time", "staff.part_time");
        cells["proactive.total"] = cells["response.press_conferences"] = cells["response.online_interviews"] = 100;
        return cells.Select(cell => ("f2014." + cell.Key, cell.Value));

        void Total(string total, params string[] parts) => cells[total] = parts.Sum(part => cells[part]);
    }

    private static IEnumerable<(string, long)> KeyAreas(Dice dice)
    {
        var areas = FormRows.KeyAreas.Select(area => ("f2014.proactive.key_areas." + area, dice.Roll(0, 90)))
            .ToList();
        return areas.Append(("f2014.proactive.key_areas.total", areas.Sum(area => area.Item2)));
    }

    private static IEnumerable<(string, long)> Row(string row, params (string Column, long Value)[] cells) =>
        cells.Select(cell => ($"{row}.{cell.Column}", cell.Value));
}

/// <summary>Small numbers that are the same for the same seed.</summary>
internal sealed class Dice(int seed)
{
    private uint _state = unchecked((uint)seed * 2654435761u) | 1;

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both inclusive.</summary>
    public long Roll(long low, long high)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return low + (_state % (high - low + 1));
    }
}
