using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Requests;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using StatsService.Statistics.Series;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>One measure over the years, with breaks, and changes only between years that can be compared.</summary>
internal sealed class QuerySeries(
    DivisionSeries divisions, OrganSeries organs, OrganDirectory directory, Subjects subjects, RollUpPoints points,
    CountryReader countries, LogPoints log, FormCatalog catalog)
{
    public static readonly PageLimit Pages = new(50, 500);

    public async Task<Wire.QuerySeriesResponse> Handle(Wire.QuerySeriesRequest request, CancellationToken ct)
    {
        var size = Pages.Of(request.PageSize);
        var selection = request.Selection ?? throw Refusals.Required("selection");
        var measure = new MeasureReader(catalog).One(request.Measure, "measure");
        var asked = new Wire.QuerySeriesRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked, request.Read);
        double? given = request.HasMinCoverage ? request.MinCoverage : null;
        IAsyncEnumerable<(string Place, Wire.Series Series)> series;
        LogPoint point;
        double minCoverage;
        if (selection.Divisions.Count > 0)
        {
            minCoverage = MinCoverage.Read(given);
            var at = token is null ? await points.Resolve(request.Read, ct) : await points.At(token.Position, ct);
            var country = await countries.At(at.Log.Number, ct);
            var years = await DivisionYears.Read(selection, country, directory, ct);
            point = at.Log;
            series = divisions.Read(years, measure, minCoverage, at, country, token?.After ?? "", ct);
        }
        else
        {
            minCoverage = MinCoverage.OfOrgans(given, "selection.divisions");
            var years = await OrganYears.Read(selection, subjects, ct);
            point = token is null ? await log.Resolve(request.Read, ct) : await log.At(token.Position, ct);
            series = organs.Read(years, measure, point, token is null ? null : RowPlace.Parse(token.After), ct);
        }

        var page = new Page<Wire.Series>(size);
        var (last, next) = ("", "");
        await foreach (var (place, one) in series)
        {
            if (!page.TryAdd(one))
            {
                next = new PageToken(point.Position, last).Write(asked, request.Read);
                break;
            }

            last = place;
        }

        return new()
        {
            Series = { page.Rows },
            NextPageToken = next,
            MinCoverage = minCoverage,
            Stamp = log.Stamp(point),
        };
    }
}
