using Npgsql;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.RollUp;
using StatsService.Statistics;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>Says about how large an export would be: by counting, without reading what goes into it.</summary>
internal sealed class ExportSizes(
    NpgsqlDataSource database, ReportCounts counts, CountryReader countries, OrganDirectory directory,
    Subjects subjects, FormCatalog catalog)
{
    /// <summary>A report has about the cells of its form, or on the average of its forms.</summary>
    public async Task<ExportSize> OfReports(
        ReportSelection selection, LogPoint point, ExportFormat format, CancellationToken ct)
    {
        var (reports, cells) = (0L, 0d);
        foreach (var (forms, count) in await counts.ByForms(selection, point, ct))
        {
            reports += count;
            cells += forms.Length == 0 ? 0 : count * forms.Average(form => CellsOf(catalog.Forms[form]));
        }

        return format.IsOfficial
            ? new(reports, reports, ExportBytes.OfCells(format, (long)cells))
            : new(reports, (long)cells, ExportBytes.OfCells(format, (long)cells));
    }

    public async Task<ExportSize> OfFigures(
        Wire.Selection selection, int measures, LogPoint point, ExportFormat format, CancellationToken ct)
    {
        var items = selection.Divisions.Count > 0
            ? await OfDivisions(selection, point.Number, ct)
            : await OfOrgans(await OrganYears.Read(selection, subjects, ct), point, ct);
        return new(items, items * measures, ExportBytes.OfFigures(format, items * measures));
    }

    private async Task<long> OfDivisions(Wire.Selection selection, long number, CancellationToken ct)
    {
        var country = await countries.At(number, ct);
        return (await DivisionYears.Read(selection, country, directory, ct)).Subjects(country).LongCount();
    }

    /// <summary>A row for each report; and for each organ and year without any, unless they are skipped.</summary>
    private async Task<long> OfOrgans(OrganYears asked, LogPoint point, CancellationToken ct)
    {
        var selection = new ReportSelection(
            asked.Organs, [], asked.FirstYear, asked.LastYear, asked.Scope, Form: "", [], FindingStrength.Unspecified);
        var command = database.CreateCommand();
        var where = $"{selection.ToSql(command.Parameters)} and {ReportCounts.Existed(point, command.Parameters)}";
        command.CommandText = $"""
            select count(*), count(distinct (d.organ, d.year)) from ogi.mt_doc_annualreport d where {where}
            """;
        await using (command)
        {
            await using var rows = await command.ExecuteReaderAsync(ct);
            await rows.ReadAsync(ct);
            var (reports, filed) = (rows.GetInt64(0), rows.GetInt64(1));
            var all = (long)asked.Organs.Count * (asked.LastYear - asked.FirstYear + 1);
            return asked.SkipEmpty ? reports : all - filed + reports;
        }
    }

    private static int CellsOf(Form form) => form.Cells.Values.Count(cell => !cell.Optional);
}
