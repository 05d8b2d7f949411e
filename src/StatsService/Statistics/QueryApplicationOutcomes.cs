using StatsService.Forms;
using StatsService.Forms.Measuring;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>How applications were received and decided: table 3.</summary>
internal sealed class QueryApplicationOutcomes(
    StatisticsRows rows, FigureLayouts layouts, IndicatorSections sections, FormCatalog catalog)
{
    private static readonly ApplicantKind[] Kinds =
        [.. Enum.GetValues<ApplicantKind>().Where(kind => kind != ApplicantKind.Unspecified)];

    private readonly List<string> _indicators = [.. layouts.Applications.Indicators];
    private readonly IReadOnlySet<(string Form, string Section)> _sections =
        sections.Of(layouts.Applications.Indicators);

    private readonly SlotPick _totals = Measures.Slots(catalog, layouts.Applications.Measured);
    private readonly SlotPick _byApplicant = Measures.Slots(
        catalog, [.. layouts.Applications.Measured, .. layouts.Applicant.Measured], Kinds);

    public async Task<Wire.QueryApplicationOutcomesResponse> Handle(
        Wire.QueryApplicationOutcomesRequest request, CancellationToken ct)
    {
        var asked = new Wire.QueryApplicationOutcomesRequest
        {
            Selection = request.Selection,
            ByApplicant = request.ByApplicant,
        };
        var page = await rows.Read(
            new(asked, request.Selection, request.PageSize, request.PageToken, request.Read),
            new StatisticsTopic<Wire.ApplicationOutcomesRow>(
                figures => Row(figures, request.ByApplicant), _indicators, _sections,
                request.ByApplicant ? _byApplicant : _totals),
            ct);
        return new() { Rows = { page.Rows }, NextPageToken = page.NextPageToken, Stamp = page.Stamp };
    }

    private Wire.ApplicationOutcomesRow Row(IFigures figures, bool byApplicant)
    {
        var row = layouts.Applications.Fill<Wire.ApplicationOutcomesRow>(figures);
        if (byApplicant)
        {
            row.Applicants.Add(Kinds.Select(kind => new Wire.ApplicantOutcomes
            {
                Applicant = (Wire.ApplicantKind)kind,
                Outcomes = layouts.Applicant.Fill<Wire.ApplicationOutcomes>(figures, kind),
            }));
        }

        return row;
    }
}
