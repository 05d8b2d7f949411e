using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports.Formats;

/// <summary>A workbook with a sheet a report: its tables as printed, then the figures of its sentences.</summary>
internal sealed class OfficialWorkbook(Stream file) : IDisposable
{
    private readonly Workbook _workbook = new(file);
    private readonly SheetNames _names = new();

    public void Write(AnnualReport report)
    {
        using var sheet = _workbook.Begin(_names.Of(new(report.Organ, report.Year, report.Scope)), 24, 24, 24);
        sheet.Row().Text(1, $"{report.Stored.Organ.Title} {report.Stored.Header.Title}".TrimEnd(), Style.Bold);
        sheet.Row().Text(1, $"{report.Id}/revisions/{report.Version} {ExportWords.Of(report.State)}");
        foreach (var table in report.Content.Tables)
        {
            WriteTable(sheet, report, table);
        }

        WriteSentences(sheet, report.Content.StatedFigures);
    }

    public void End(IReadOnlyList<(string Key, string Value)> facts) => _workbook.DescribeAndEnd(facts, []);

    public void Dispose() => _workbook.Dispose();

    private static void WriteTable(Sheet sheet, AnnualReport report, ReportTable table)
    {
        var form = FormCatalog.Default.Forms[table.Form];
        var printed = form.Table(table.Table)!;
        var title = $"{printed.Title.Zh} {printed.Title.En} (forms/{form.Id})";
        sheet.Row();
        sheet.Row().Text(1, printed.Sections is [var only] ? title + Covers(report, table, only) : title, Style.Bold);

        if (printed.Cells.All(cell => cell.ColumnLabel is null))
        {
            OfficialList.Write(sheet, Printed(printed.Cells, table), table);
        }
        else
        {
            WriteSections(sheet, report, table, printed, PrintedRule(form, printed));
        }

        if (table.Note is { } note)
        {
            sheet.Row().Text(1, note);
        }
    }

    /// <param name="corner">Where a section has no title of its own.</param>
    private static void WriteSections(
        Sheet sheet, AnnualReport report, ReportTable table, FormTable printed, string corner)
    {
        var sections = (
            from section in printed.Sections
            let cells = Printed(printed.Cells.Where(cell => cell.Section == section.Id), table)
            where cells.Count > 0
            select (Form: section, Table: new OfficialTable(cells, table))).ToList();
        foreach (var section in sections)
        {
            var width = sections.Max(each => each.Table.Width);
            if (section.Form.Title == printed.Title)
            {
                section.Table.Write(sheet, title: null, corner, width);
            }
            else
            {
                section.Table.Write(
                    sheet, section.Form.Title.Zh + Covers(report, table, section.Form), "信息内容", width);
            }
        }
    }

    /// <summary>Local rows only where the report has them.</summary>
    private static List<FormCell> Printed(IEnumerable<FormCell> cells, ReportTable table) =>
        [.. cells.Where(cell => !cell.Optional || table[cell].State != CellState.NotPrinted)];

    /// <summary>What it covers, where that is not what the report covers.</summary>
    private static string Covers(AnnualReport report, ReportTable table, FormSection section)
    {
        var scope = report.Content.ScopeOf(table, section.Id);
        return scope == report.Scope ? "" : " " + ExportWords.Of((Wire.Scope)scope);
    }

    /// <summary>The identity that the form prints in the corner of its table: a rule's source has its words.</summary>
    private static string PrintedRule(Form form, FormTable table) => form.Rules
        .Where(rule => rule.Strength == RuleStrength.Printed
            && rule.Id.Contains($".{table.Id}.", StringComparison.Ordinal))
        .Select(rule => rule.Source.Split('“', '”'))
        .FirstOrDefault(words => words.Length > 1) is { } words
            ? $"（{words[1]}）"
            : "";

    private static void WriteSentences(Sheet sheet, IReadOnlyList<StatedFigure> figures)
    {
        if (figures.Count == 0)
        {
            return;
        }

        sheet.Row();
        sheet.Row().Text(1, "正文数字 Figures in sentences", Style.Bold);
        foreach (var figure in figures)
        {
            var indicators = figure.Indicators.Select(IndicatorNames.Write);
            sheet.Row().Text(1, string.Join(ExportColumn.Separator, indicators), Style.Label);
            OfficialValue.Write(sheet, 2, figure.Value);
            sheet.Text(3, $"{figure.Year} {figure.Sentence}".Trim(), Style.Label);
        }
    }
}
