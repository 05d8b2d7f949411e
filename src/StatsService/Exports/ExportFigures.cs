using System.Runtime.CompilerServices;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Statistics;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>Exports the figures of QueryIndicators, as they stood at one point.</summary>
internal sealed class ExportFigures(
    StatisticsRows rows, QueryIndicators indicators, ExportSizes sizes, Log.LogPoints log, FormCatalog catalog)
{
    private const int MaxMeasures = 500;

    /// <summary>Rows of the query that are in memory at once.</summary>
    private const int AtOnce = 500;

    /// <summary>Understands the request, and refuses it before anything of the file is made.</summary>
    public async Task<OpenExport> Open(Wire.ExportFiguresRequest request, CancellationToken ct)
    {
        var format = ExportFormat.Of(request.Format);
        if (format.IsOfficial)
        {
            throw Refusals.InvalidValue(
                "format",
                "EXPORT_FORMAT_XLSX_OFFICIAL只用于报告（ExportReports）；请改用EXPORT_FORMAT_XLSX。",
                "EXPORT_FORMAT_XLSX_OFFICIAL is for reports (ExportReports) only; take EXPORT_FORMAT_XLSX.");
        }

        var measures = Measures(request);
        var asked = new Wire.QueryIndicatorsRequest { Selection = request.Selection, Measures = { measures } };
        var topic = indicators.Topic(measures);

        // One row tells whether it can be answered, and where the log stands; all is then read as of there.
        var stamp = (await rows.Read(new(asked, request.Selection, 1, PageToken: "", request.Read), topic, ct)).Stamp;
        var read = new Wire.ReadPoint { Position = stamp.AsOfPosition };
        var size = await sizes.OfFigures(
            request.Selection, measures.Count, await log.Resolve(read, ct), format, ct);
        var subject = new ExportSubject(
            "ogi-statistics", "政府信息公开统计数据", new Wire.ExportFiguresRequest(request) { Read = read }, stamp);
        return new(subject.Manifest(format, size, FigureColumns.All), size, (file, stop) => FlatFile.Write(
            format.Begin(file, FigureColumns.All, subject.Facts), FigureColumns.All,
            Pages(asked, read, topic, stop).Select(page => page.SelectMany(row => FigureRow.Of(row, catalog)))));
    }

    /// <summary>A client that hangs up is noticed between pages, as by <see cref="ExportReports"/>.</summary>
    private async IAsyncEnumerable<IReadOnlyList<Wire.IndicatorsRow>> Pages(
        Wire.QueryIndicatorsRequest asked, Wire.ReadPoint read, StatisticsTopic<Wire.IndicatorsRow> topic,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var token = "";
        do
        {
            ct.ThrowIfCancellationRequested();
            var page = await rows.Read(
                new(asked, asked.Selection, AtOnce, token, read), topic, CancellationToken.None);
            yield return page.Rows;
            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }

    private List<Wire.Measure> Measures(Wire.ExportFiguresRequest request)
    {
        var reader = new MeasureReader(catalog, MaxMeasures);
        var named = reader.Indicators(request.Indicators, "indicators")
            .Select(name => new Wire.Measure { Indicator = name });
        List<Wire.Measure> measures =
            [.. request.Measures.Count > 0 ? reader.Read(request.Measures) : [], .. named];
        return measures.Count switch
        {
            0 => throw Refusals.Required("measures"),
            > MaxMeasures => throw Refusals.TooMany("measures", measures.Count, MaxMeasures),
            _ => measures,
        };
    }
}
