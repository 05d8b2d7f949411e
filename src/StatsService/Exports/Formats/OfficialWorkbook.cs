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
        var content = report.Content;
        using var sheet = _workbook.Begin(_names.Of(new(report.Organ, report.Year, report.Scope)), 24, 24, 24);
        sheet.Row().Text(1, $"{report.Stored.Organ.Title} {report.Stored.Header.Title}".TrimEnd(), Style.Bold);
        sheet.Row().Text(1, $"{report.Id}/revisions/{report.Version} {ExportWords.Of(report.State)}");
        foreach (var table in content.Tables)
        {
            var form = FormCatalog.Default.Forms[table.Form];
            var printed = form.Table(table.Table)!;
            sheet.Row();
            sheet.Row().Text(1, $"{printed.Title.Zh} {printed.Title.En} (forms/{form.Id})", Style.Bold);
            foreach (var section in printed.Sections)
            {
                var cells = printed.Cells.Where(cell => cell.Section == section.Id && IsPrinted(table, cell)).ToList();
                var covers = ExportWords.Of((Wire.Scope)content.ScopeOf(table, section.Id));
                var title = section.Title == printed.Title ? covers : $"{section.Title.Zh} {covers}";
                OfficialTable.Write(sheet, title, cells, table);
            }

            if (table.Note is { } note)
            {
                sheet.Row().Text(1, note);
            }
        }

        WriteSentences(sheet, content.StatedFigures);
    }

    public void End(IReadOnlyList<(string Key, string Value)> facts) => _workbook.DescribeAndEnd(facts, []);

    public void Dispose() => _workbook.Dispose();

    /// <summary>Local rows only where the report has them.</summary>
    private static bool IsPrinted(ReportTable table, FormCell cell) =>
        !cell.Optional || table[cell].State != CellState.NotPrinted;

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
            OfficialTable.WriteValue(sheet, 2, figure.Value);
            sheet.Text(3, $"{figure.Year} {figure.Sentence}".Trim(), Style.Label);
        }
    }
}
