using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Requests;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Obligations;

/// <summary>Counts by division and year who was expected to report, who did, was late, is missing, is exempt.</summary>
internal sealed class QueryCoverage(
    RollUpPoints points, CountryReader countries, OrganDirectory directory, FiledReports filed, LogPoints log,
    RollUpAnswers answers, FormCatalog catalog, TimeProvider clock)
{
    public static readonly PageLimit Pages = new(100, 1000);

    /// <summary>Of more organs what is on file is read for the whole country.</summary>
    private const int MaxOrgans = 20_000;

    public async Task<Wire.QueryCoverageResponse> Handle(Wire.QueryCoverageRequest request, CancellationToken ct)
    {
        var size = Pages.Of(request.PageSize);
        var asked = new Wire.QueryCoverageRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked, request.Read);
        var after = token is null ? null : RowPlace.Parse(token.After);
        var selection = Checked(request.Selection);
        var point = token is null ? await points.Resolve(request.Read, ct) : await points.At(token.Position, ct);
        var today = after?.Row ?? JudgedDay.Of(request.JudgedDate, point.Log, clock);
        return await answers.Get(
            new Wire.QueryCoverageRequest(asked) { Read = request.Read }, $"{size} {request.PageToken} {today}", point,
            () => Read(new(asked, selection, size, request.PageToken, request.Read), after, point, today, ct),
            answer => answer.CalculateSize());
    }

    /// <summary>What is answered again and again at one point, by one day, is made once.</summary>
    private async Task<Wire.QueryCoverageResponse> Read(
        RowRequest request, RowPlace? after, RollUpPoint point, int today, CancellationToken ct)
    {
        var country = await countries.At(point.Log.Number, ct);
        var years = await DivisionYears.Read(request.Selection!, country, directory, ct);
        var subjects = years.Subjects(country)
            .SkipWhile(subject => after is not null && subject != (after.Organ, after.Year))
            .Skip(after is null ? 0 : 1).Take(request.PageSize + 1).ToList();
        var page = subjects.Take(request.PageSize).ToList();
        var sums = new Dictionary<int, ObligationSums>();
        foreach (var year in page.GroupBy(subject => subject.Year, subject => subject.Division))
        {
            var judge = new ObligationJudge(catalog, country, year.Key, today);
            var reports = await filed.At(point.Log.Number, year.Key, Organs(country, [.. year], year.Key), ct);
            sums[year.Key] = new(country, year.Key, judge, reports);
        }

        return new()
        {
            Rows = { page.Select(subject => sums[subject.Year].Of(subject.Division)) },
            NextPageToken = subjects.Count > page.Count
                ? new PageToken(point.Log.Position, new RowPlace(page[^1].Division, page[^1].Year, today).ToString())
                    .Write(request.Asked, request.Read)
                : "",
            JudgedDate = WireDates.Write(today),
            Stamp = log.Stamp(point.Log),
        };
    }

    private static Wire.Selection Checked(Wire.Selection? selection)
    {
        if (selection is null or { Divisions.Count: 0, Organs.Count: 0 })
        {
            throw Refusals.Required(selection is null ? "selection" : "selection.divisions");
        }

        foreach (var (field, given) in new[]
        {
            ("selection.organs", selection.Organs.Count > 0),
            ("selection.scope", selection.Scope != Wire.Scope.Unspecified),
            ("selection.basis", selection.Basis != Wire.Basis.Unspecified),
            ("selection.report_set", selection.ReportSet != Wire.ReportSet.Unspecified),
            ("selection.boundaries", selection.Boundaries != Wire.Boundaries.Unspecified),
            ("selection.skip_empty", selection.SkipEmpty), ("selection.tables_only", selection.TablesOnly),
        })
        {
            if (given)
            {
                throw Refusals.InvalidValue(
                    field,
                    $"{field}不用于报送情况：此处按行政区划数机关，不论口径与状态；请去掉，单个机关请用ListObligations查看。",
                    $"{field} does not go with coverage, which counts the organs of divisions whatever the scope and "
                    + "state of their reports; leave it out. Single organs are listed by ListObligations.");
            }
        }

        return selection;
    }

    /// <summary>The organs of some divisions and of all below them; null: too many to name.</summary>
    private static HashSet<string>? Organs(Country country, IReadOnlyList<string> divisions, int year)
    {
        var organs = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(divisions);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var division))
        {
            if (seen.Add(division))
            {
                organs.UnionWith(country.OrgansOf(division).Select(organ => organ.Code));
                foreach (var below in country.Tree.OnRecordBelow(division, year))
                {
                    open.Push(below);
                }
            }

            if (organs.Count > MaxOrgans)
            {
                return null;
            }
        }

        return organs;
    }
}
