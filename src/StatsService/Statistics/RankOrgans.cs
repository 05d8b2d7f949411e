using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Requests;
using StatsService.RollUp;
using StatsService.Statistics.Ranking;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Ranks the organs of a kind by a measure, each by its own reports of one scope.</summary>
internal sealed class RankOrgans(
    RollUpPoints points, OrganReads reads, CountryReader countries, OrganDirectory directory, LogPoints log,
    FormCatalog catalog)
{
    public async Task<Wire.RankOrgansResponse> Handle(Wire.RankOrgansRequest request, CancellationToken ct)
    {
        var size = RankPage.Limit.Of(request.PageSize);
        var asked = new Wire.RankOrgansRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked, request.Read);
        SelectedYears.Demand(request.Year, "year");
        Refusals.DemandDefined(request.Kind, "kind");
        Refusals.DemandDefined(request.Level, "level");
        Refusals.DemandDefined(request.ReportSet, "report_set");
        var kind = request.Kind == Wire.OrganKind.Unspecified
            ? throw Refusals.Required("kind")
            : (OrganKind)request.Kind;
        var scope = ReadScope(request.Scope);
        var measure = new MeasureReader(catalog).One(request.Measure, "measure");
        var limits = RankLimits.Read(measure, request.MinDenominator, minCoverage: 0);

        var point = token is null ? await points.Resolve(request.Read, ct) : await points.At(token.Position, ct);
        var country = await countries.At(point.Log.Number, ct);
        var ancestor = await directory.Ancestor(request.Ancestor, country, ct);
        var field = new OrganField(
            reads, point, country, measure, request.Year, (ReportSet)request.ReportSet, scope);
        var ranking = await field.Rank(
            ancestor, kind, (DivisionLevel)request.Level, limits, request.Ascending, ct);
        var page = await RankPage.Of(
            ranking, size, token, asked, request.Read, point.Log.Position, places => field.Rows(places, ct));
        return new()
        {
            Rows = { page.Rows },
            NextPageToken = page.NextPageToken,
            RankedCount = ranking.RankedCount,
            UnrankedCount = ranking.UnrankedCount,
            Stamp = log.Stamp(point.Log),
        };
    }

    /// <summary>What the figures of organs that are compared cover.</summary>
    public static Scope ReadScope(Wire.Scope scope)
    {
        const string Field = "scope";
        Refusals.DemandDefined(scope, Field);
        return scope switch
        {
            Wire.Scope.Unspecified => Scope.Organ,
            Wire.Scope.Unknown => throw Refusals.InvalidValue(
                Field,
                $"{Field}：口径不明（UNKNOWN）的数据不能相互比较；请改用ORGAN、LEVEL或REGION。",
                $"{Field}: figures of unknown scope cannot be compared; take ORGAN, LEVEL or REGION."),
            _ => (Scope)scope,
        };
    }
}
