using StatsService.Forms;

namespace StatsService.Country;

/// <summary>Figures as a report prints them: tables with or without zeros, or sentences only.</summary>
internal static class PrintedReport
{
    private const string Received = "applications.received";
    private static readonly string[] LevelItems = ["table2.item5", "table2.item6", "table2.item8"];

    /// <param name="figuresOf">What is true of the organ and scope in a year.</param>
    /// <param name="level">What items (五)(六)(八) of table 2 show where they are of the level.</param>
    public static ReportContent Make(
        CountryOrgan organ, int year, Scope scope, Func<int, long[]> figuresOf, long[]? level, Dice dice)
    {
        var form = FormFigures.For(organ.Division, year);
        var figures = figuresOf(year);
        if (year <= 2018 && dice.Is(Shares.SentencesOnly))
        {
            return new(year, scope, [], Sentences(form, figures));
        }

        var printsZeros = dice.Is(Shares.PrintsZeros);
        if (FormFujian.IsUsed(organ.Division, year))
        {
            return new(
                year, scope, FormFujian.Make(form, figuresOf, year, printsZeros), [.. Stated(form, figures, dice)]);
        }

        var cells = Cells(form, figures, level, printsZeros).ToLookup(cell => cell.Cell.Table, StringComparer.Ordinal);
        var tables = form.Form.Tables.Select(table => new ReportTable(
            table.Id, form.Form.Id,
            cells[table.Id].ToDictionary(cell => cell.Cell.Code, cell => cell.Value, StringComparer.Ordinal))
        {
            SectionScopes = level is not null && table.Id == "table2"
                ? [.. LevelItems.Select(item => new SectionScope(item, Scope.Level, "本级"))]
                : [],
        }).ToList();
        if (year >= 2021 && dice.Is(Shares.Hybrid))
        {
            tables[1] = OnFormOf2019(form, figures, printsZeros);
        }

        return new(year, scope, tables, [.. Stated(form, figures, dice)]);
    }

    private static IEnumerable<(FormCell Cell, CellValue Value)> Cells(
        FormFigures form, long[] figures, long[]? level, bool printsZeros)
    {
        for (var i = 0; i < figures.Length; i++)
        {
            var cell = form.Cells[i];
            var source = level is not null && LevelItems.Contains(cell.Section, StringComparer.Ordinal)
                ? level
                : figures;
            // Beijing's rows are printed; those that may stand for 其他对外管理服务事项 are not.
            if (!cell.Optional || form.Form.Id == "2014-beijing")
            {
                yield return (cell, Value(cell, source[i], printsZeros));
            }
        }
    }

    private static CellValue Value(FormCell cell, long figure, bool printsZeros) => (figure, cell.Type) switch
    {
        (0, _) when !printsZeros => CellValue.Blank,
        (_, CellType.Amount) => CellValue.Amount(figure / 100m, AmountUnit.TenThousandYuan),
        _ => CellValue.Count(figure),
    };

    /// <summary>Table 3 on the form before, with one row for （六）其他处理.</summary>
    private static ReportTable OnFormOf2019(FormFigures form, long[] figures, bool printsZeros)
    {
        var before = FormFigures.Of("2019");
        var cells = before.Rows.SelectMany(row => row).ToDictionary(
            place => before.Cells[place].Code,
            place => Value(before.Cells[place], Figure(before.Cells[place]), printsZeros),
            StringComparer.Ordinal);
        return new("table3", "2019", cells);

        long Figure(FormCell cell) => cell.Row == FormRows.Out + FormRows.OtherHandling("2019")[0]
            ? FormRows.OtherHandling("2021").Sum(row => figures[form[$"{FormRows.Out}{row}@{cell.Column}"]])
            : figures[form[cell.Code]];
    }

    private static List<StatedFigure> Sentences(FormFigures form, long[] figures) =>
    [
        new("t1", ["proactive.total"], CellValue.Count(figures[form["f2014.proactive.total"]]))
        {
            Sentence = $"全年主动公开政府信息{figures[form["f2014.proactive.total"]]}条。",
        },
        new("t2", [Received], CellValue.Count(figures[form["f2014.requests.received"]]))
        {
            Sentence = $"收到政府信息公开申请{figures[form["f2014.requests.received"]]}件。",
        },
        new("t3", ["requests.closed"], CellValue.Count(figures[form["f2014.requests.closed.total"]]))
        {
            AtMost = "t2",
            Sentence = $"办结{figures[form["f2014.requests.closed.total"]]}件。",
        },
    ];

    private static IEnumerable<StatedFigure> Stated(FormFigures form, long[] figures, Dice dice)
    {
        var row = form.Form.Cells.ContainsKey("f2014.requests.received")
            ? "f2014.requests.received"
            : "applications.received_new@total";
        var received = figures[form[row]];
        if (received > 0 && dice.Is(Shares.StatesReceived))
        {
            yield return new("t1", [Received], CellValue.Count(received)) { Sentence = $"新收政府信息公开申请{received}件。" };
        }

        if (form.Form.Id == "2021" && dice.Is(Shares.StatesFees))
        {
            var overdue = figures[form[FormRows.Out + "other_handling.fee_overdue@total"]];
            var fees = overdue == 0 ? 0 : 100 * (1 + overdue);
            yield return new(
                "t2", ["fees.information_processing.collected"], CellValue.Amount(fees, AmountUnit.Yuan))
            {
                Sentence = $"全年收取信息处理费{fees}元。",
            };
        }
    }
}
