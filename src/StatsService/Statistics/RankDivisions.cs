using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Requests;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using StatsService.Statistics.Ranking;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Ranks the divisions of a level by a measure.</summary>
internal sealed class RankDivisions(
    RollUpPoints points, NodeReader nodes, CountryReader countries, OrganDirectory directory,
    PublishedRevisions revisions, LogPoints log, FormCatalog catalog)
{
    public async Task<Wire.RankDivisionsResponse> Handle(Wire.RankDivisionsRequest request, CancellationToken ct)
    {
        var size = RankPage.Limit.Of(request.PageSize);
        var asked = new Wire.RankDivisionsRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked, request.Read);
        SelectedYears.Demand(request.Year, "year");
        Refusals.DemandDefined(request.Level, "level");
        Refusals.DemandDefined(request.Kind, "kind");
        Refusals.DemandDefined(request.Basis, "basis");
        Refusals.DemandDefined(request.ReportSet, "report_set");
        var level = request.Level == Wire.DivisionLevel.Unspecified
            ? throw Refusals.Required("level")
            : (DivisionLevel)request.Level;
        var measure = new MeasureReader(catalog).One(request.Measure, "measure");
        var limits = RankLimits.Read(
            measure, request.MinDenominator,
            MinCoverage.Read(request.HasMinCoverage ? request.MinCoverage : null));

        var point = token is null ? await points.Resolve(request.Read, ct) : await points.At(token.Position, ct);
        var country = await countries.At(point.Log.Number, ct);
        var ancestor = await directory.Ancestor(request.Ancestor, country, ct);
        var field = new DivisionField(
            nodes, revisions, point, country, new(catalog, measure, request.Basis, levelOnly: false),
            request.Year, (ReportSet)request.ReportSet);
        var divisions = country.Tree.Below(ancestor, request.Year, level)
            .Where(division => request.Kind == Wire.DivisionKind.Unspecified || division.Kind == (int)request.Kind)
            .Select(division => division.Code).ToList();
        var ranking = await field.Rank(divisions, limits, request.Ascending, ct);
        var page = await RankPage.Of(
            ranking, size, token, asked, request.Read, point.Log.Position, places => field.Rows(places, ct));
        return new()
        {
            Rows = { page.Rows },
            NextPageToken = page.NextPageToken,
            RankedCount = ranking.RankedCount,
            UnrankedCount = ranking.UnrankedCount,
            MinCoverage = limits.MinCoverage,
            Stamp = log.Stamp(point.Log),
        };
    }
}
