namespace StatsService.Forms.Tests.Support;

/// <summary>
/// Reports of every kind by a seed: balanced ones and such that print half, on one form or on several, with blanks,
/// uncertain cells, sections of another scope and sentences, some that say nothing but sentences.
/// </summary>
internal static class AnyReports
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly string[] Forms = ["2014", "2014-beijing", "2019", "2019-hubei", "2021", "fujian"];
    private static readonly string[] Indicators = [.. Catalog.Indicators.Keys];

    public static ReportContent Make(int seed)
    {
        var dice = new Dice(seed);
        var form = Forms[dice.Roll(0, Forms.Length - 1)];
        var whole = form is "fujian" ? new(2015, Scope.Organ, [Fujian(dice)], []) : Sample.Balanced(form, seed);
        var report = whole with
        {
            Year = (int)dice.Roll(0, 3) == 0 ? (int)dice.Roll(2008, 2025) : whole.Year,
            Tables = [.. Hybrid(whole, seed, dice).Where(_ => dice.Roll(0, 5) > 0).Select(t => Damaged(t, dice))],
        };
        return report with { StatedFigures = [.. Sentences(dice)] };
    }

    public static CellValue AnyValue(FormCell cell, Dice dice) => dice.Roll(0, 6) switch
    {
        0 => CellValue.NotPrinted,
        1 => new(CellState.NotApplicable),
        2 => new(CellState.Unreadable),
        3 => Sample.Uncertain(1, 2),
        4 when cell.Type == CellType.Amount =>
            CellValue.Amount(dice.Roll(0, 2) * 12.345678m, (AmountUnit)dice.Roll(0, 2)),
        4 => CellValue.Count(dice.Roll(0, 3)),
        _ => CellValue.Blank,
    };

    /// <summary>Some of its cells and stated figures, and a cell that no form has.</summary>
    public static HashSet<string> Disputed(ReportContent report)
    {
        var dice = new Dice(report.Tables.Sum(table => table.Cells.Count) + report.StatedFigures.Count);
        return [.. report.Tables.SelectMany(table => Catalog.Form(table.Form)!.Table(table.Table)!.Cells)
            .Select(cell => cell.Code).Concat(report.StatedFigures.Select(figure => figure.Id))
            .Where(_ => dice.Roll(0, 19) == 0), "no.such.cell"];
    }

    private static IEnumerable<ReportTable> Hybrid(ReportContent whole, int seed, Dice dice)
    {
        var others = Sample.Balanced("2019", seed + 1).Tables;
        return dice.Roll(0, 3) > 0 ? whole.Tables : whole.Tables.Select(table =>
            dice.Roll(0, 1) == 0 && others.FirstOrDefault(other => other.Table == table.Table) is { } other
                ? other
                : table);
    }

    private static ReportTable Damaged(ReportTable table, Dice dice)
    {
        var form = Catalog.Form(table.Form)!.Table(table.Table)!;
        var share = dice.Roll(0, 3) * 12;
        var cells = form.Cells.Where(cell => table.Cells.ContainsKey(cell.Code) || dice.Roll(0, 3) == 0).ToDictionary(
            cell => cell.Code,
            cell => dice.Roll(0, 99) < share || !table.Cells.ContainsKey(cell.Code)
                ? AnyValue(cell, dice)
                : table.Cells[cell.Code]);
        return table with
        {
            Cells = cells,
            Scope = (Scope)(dice.Roll(0, 3) == 0 ? dice.Roll(0, 3) : 0),
            SectionScopes = [.. form.Sections.Where(_ => dice.Roll(0, 4) == 0)
                .Select(section => new SectionScope(section.Id, (Scope)dice.Roll(1, 4)))],
        };
    }

    private static ReportTable Fujian(Dice dice) => new("table1", "fujian", Catalog.Form("fujian")!.Cells.Values
        .Where(cell => cell.Type != CellType.Amount)
        .ToDictionary(cell => cell.Code, _ => CellValue.Count(dice.Roll(0, 99))));

    private static IEnumerable<StatedFigure> Sentences(Dice dice)
    {
        var count = dice.Roll(0, 1) == 0 ? 0 : dice.Roll(1, 40);
        for (var i = 0; i < count; i++)
        {
            var indicator = Catalog.Indicators[Indicators[dice.Roll(0, Indicators.Length - 1)]];
            var value = indicator.Type == CellType.Amount
                ? CellValue.Amount(dice.Roll(0, 9), (AmountUnit)dice.Roll(0, 2))
                : CellValue.Count(dice.Roll(0, 9));
            yield return new StatedFigure($"t{i}", [indicator.Name], dice.Roll(0, 5) == 0 ? CellValue.Blank : value)
            {
                Scope = (Scope)(dice.Roll(0, 5) == 0 ? dice.Roll(0, 4) : 0),
            };
        }
    }
}
