using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Requests;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>
/// Compares what a division's government published with what its reports add up to, figure by figure, and says which
/// parts explain the difference.
/// </summary>
internal sealed class ReconcileDivision(
    RollUpPoints points, NodeReader nodes, CountryReader countries, OrganDirectory directory, OrganReports reports,
    Shares shares, PublishedRevisions revisions, LogPoints log, FormCatalog catalog)
{
    public static readonly PageLimit Pages = new(100, 500);

    public async Task<Wire.ReconcileDivisionResponse> Handle(
        Wire.ReconcileDivisionRequest request, CancellationToken ct)
    {
        var size = Pages.Of(request.PageSize);
        var asked = new Wire.ReconcileDivisionRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked, request.Read);
        var filter = new SlotFilter(request, catalog);
        Check(request);
        var point = token is null ? await points.Resolve(request.Read, ct) : await points.At(token.Position, ct);
        var country = await countries.At(point.Log.Number, ct);
        var division = await DivisionYears.Known(request.Division, "division", country, directory, ct);
        var year = request.Year;
        var years = new DivisionYears(
            [division], Wire.Breakdown.Unspecified, DivisionLevel.Unspecified, WithSubject: false, year, year,
            Wire.Basis.Published, (ReportSet)request.ReportSet, LevelOnly: false, SkipEmpty: false);
        var node = (await nodes.At(point.Generation, point.Log.Number, [Key(division)], ct))[Key(division)];
        if (node.Published is not { Covered: > 0 } published)
        {
            throw NothingPublished(country.Tree.Find(division)!, year);
        }

        var below = country.Tree.OnRecordBelow(division, year).Order(StringComparer.Ordinal).ToList();
        var children = await nodes.At(point.Generation, point.Log.Number, [.. below.Select(Key)], ct);
        var sides = new Sides(
            new(Wire.Basis.Published, published, node.PublishedTopics, IsWhole: false),
            new(Wire.Basis.Computed, node.Computed ?? new(catalog), node.PublishedTopics, IsWhole: false), catalog,
            country.Tree.Find(division)!.Level == DivisionLevel.Nation);
        var comparison = new Comparison(
            filter, sides,
            new(catalog, shares.Given(await Stated(country, division, year, point, ct), years.Set)),
            new(catalog, country, year, division, node, [.. below.Select(child => (child, children[Key(child)]))]));
        var response = comparison.Read(request, token?.After, size, out var last);
        if (last is not null)
        {
            response.NextPageToken = new PageToken(point.Log.Position, last).Write(asked, request.Read);
        }

        var headers = new DivisionHeaders(catalog, [.. filter.Indicators(node.PublishedTopics)]);
        response.Published = headers.Of(years.LevelOnly, country, division, year, sides.Published);
        response.Computed = headers.Of(years.LevelOnly, country, division, year, sides.Computed);
        await revisions.Write([new Wire.IndicatorsRow { Header = response.Published }], country, ct);
        response.Stamp = log.Stamp(point.Log);
        return response;

        NodeKey Key(string of) => new(of, year, years.Set);
    }

    private static void Check(Wire.ReconcileDivisionRequest request)
    {
        if (request.Division.Length == 0)
        {
            throw Refusals.Required("division");
        }

        SelectedYears.Demand(request.Year, "year");
        Refusals.DemandDefined(request.ReportSet, "report_set");
    }

    /// <summary>The reports of who speaks for the division.</summary>
    private async Task<IEnumerable<Reports.ReportAt>> Stated(
        Country country, string division, int year, RollUpPoint point, CancellationToken ct)
    {
        var speaker = country.Speaker(division)!.Code;
        return (await reports.At(point.Log.Number, year, [speaker], ct))[speaker].Select(stated => stated.At);
    }

    private static Refusal NothingPublished(Registry.Division division, int year) => new(
        Google.Rpc.Code.FailedPrecondition,
        "NOTHING_PUBLISHED",
        new(
            $"{division.TitleIn(year)}（{division.Id}）{year}年度没有在案的本行政区域（REGION）报告，无从核对；可用"
            + "StatisticsService.QueryIndicators查询汇总数（BASIS_COMPUTED）。",
            $"The government of {division.Id} has no REGION report on file for {year}, so there is nothing to compare; "
            + "StatisticsService.QueryIndicators gives what is added up (BASIS_COMPUTED)."))
    {
        Subject = division.Id,
    };
}
