using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Any indicators and rates, by name.</summary>
internal sealed class QueryIndicators(StatisticsRows rows, IndicatorSections sections, FormCatalog catalog)
{
    public async Task<Wire.QueryIndicatorsResponse> Handle(Wire.QueryIndicatorsRequest request, CancellationToken ct)
    {
        var measures = new MeasureReader(catalog).Read(request.Measures);
        var asked = new Wire.QueryIndicatorsRequest { Selection = request.Selection, Measures = { request.Measures } };
        var page = await rows.Read(
            new(asked, request.Selection, request.PageSize, request.PageToken, request.Read),
            Topic(measures),
            ct);
        return new() { Rows = { page.Rows }, NextPageToken = page.NextPageToken, Stamp = page.Stamp };
    }

    /// <param name="measures">Understood, wildcards resolved.</param>
    public StatisticsTopic<Wire.IndicatorsRow> Topic(IReadOnlyList<Wire.Measure> measures)
    {
        var indicators = Measures.Indicators(measures);
        return new(
            figures => Row(figures, measures), indicators, sections.Of(indicators),
            Measures.Slots(catalog, indicators, measures.Select(measure => (ApplicantKind)measure.Applicant)));
    }

    private Wire.IndicatorsRow Row(IFigures figures, IReadOnlyList<Wire.Measure> measures) => new()
    {
        Figures = { measures.Select(measure => IndicatorFigures.Measure(figures, catalog, measure)) },
    };
}
