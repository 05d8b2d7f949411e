using System.Globalization;
using Google.Rpc;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using StatsService.Statistics.Ranking;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Where a division or an organ stands among those of its level and kind.</summary>
internal sealed class ComparePeers(
    RollUpPoints points, NodeReader nodes, OrganReads reads, CountryReader countries, OrganDirectory directory,
    PublishedRevisions revisions, LogPoints log, FormCatalog catalog)
{
    /// <summary>Percentiles of fewer say nothing.</summary>
    private const int FewestPeers = 10;

    private static readonly int[] Percents = [10, 25, 50, 75, 90];

    public async Task<Wire.ComparePeersResponse> Handle(Wire.ComparePeersRequest request, CancellationToken ct)
    {
        SelectedYears.Demand(request.Year, "year");
        Refusals.DemandDefined(request.ReportSet, "report_set");
        var measure = new MeasureReader(catalog).One(request.Measure, "measure");
        double? given = request.HasMinCoverage ? request.MinCoverage : null;
        var ofDivision = request.SubjectCase == Wire.ComparePeersRequest.SubjectOneofCase.Division;
        var scope = ofDivision ? NoScope(request.Scope) : RankOrgans.ReadScope(request.Scope);
        var limits = RankLimits.Read(
            measure, minDenominator: 0, ofDivision ? MinCoverage.Read(given) : MinCoverage.OfOrgans(given, "division"));

        var point = await points.Resolve(request.Read, ct);
        var country = await countries.At(point.Log.Number, ct);
        var ancestor = await directory.Ancestor(request.Ancestor, country, ct);
        var (subject, ranking, rows) = request.SubjectCase switch
        {
            Wire.ComparePeersRequest.SubjectOneofCase.Division => await Divisions(),
            Wire.ComparePeersRequest.SubjectOneofCase.Organ => await Organs(),
            _ => throw Refusals.Required("division"),
        };
        var place = ranking.Places.FirstOrDefault(place => place.Candidate.Id == subject)
            ?? throw NoPeer(ofDivision ? request.Division : request.Organ, ancestor, request.Year);
        return ranking.RankedCount < FewestPeers ? throw TooFew(ranking, ofDivision) : new()
        {
            Row = (await rows(place))[0],
            PeerCount = ranking.RankedCount,
            UnrankedCount = ranking.UnrankedCount,
            Percentiles = { Percents.Select(percent => Percentile(ranking.Values, percent)) },
            MinCoverage = limits.MinCoverage,
            Stamp = log.Stamp(point.Log),
        };

        async Task<(string, Ranking.Ranking, Func<RankPlace, Task<IReadOnlyList<Wire.RankRow>>>)> Divisions()
        {
            var id = await DivisionYears.Known(request.Division, "division", country, directory, ct);
            var division = country.Tree.Find(id)!;
            var field = new DivisionField(
                nodes, revisions, point, country, new(catalog, measure, Wire.Basis.Resolved, levelOnly: false),
                request.Year, (ReportSet)request.ReportSet);
            var peers = country.Tree.Below(ancestor, request.Year, division.Level)
                .Where(peer => peer.Kind == division.Kind).Select(peer => peer.Code).ToList();
            return (id, await field.Rank(peers, limits, ascending: false, ct), place => field.Rows([place], ct));
        }

        async Task<(string, Ranking.Ranking, Func<RankPlace, Task<IReadOnlyList<Wire.RankRow>>>)> Organs()
        {
            var id = (await directory.Ids([request.Organ], "organ", ct))[0];
            var organ = country.Organ(id) ?? throw NoPeer(request.Organ, ancestor, request.Year);
            var field = new OrganField(
                reads, point, country, measure, request.Year, (ReportSet)request.ReportSet, scope);
            var ranked = await field.Rank(
                ancestor, organ.Kind, country.Tree.Find(organ.Division)!.Level, limits, ascending: false, ct);
            return (id, ranked, place => field.Rows([place], ct));
        }
    }

    /// <summary>By nearest rank: the value of the first that so many per cent do not exceed.</summary>
    private static Wire.Percentile Percentile(IReadOnlyList<FigureValue> values, int percent) => new()
    {
        Percent = percent,
        Value = values[((percent * values.Count) + 99) / 100 - 1].ToDouble(),
    };

    private static Scope NoScope(Wire.Scope scope) => scope == Wire.Scope.Unspecified
        ? Scope.Unspecified
        : throw Refusals.InvalidValue(
            "scope",
            "scope只与organ一起使用；行政区划比较的是本行政区域的数据，请去掉。",
            "scope goes with organ only; of divisions figures of the region are compared, leave it out.");

    private static Refusal NoPeer(string subject, string ancestor, int year) => Refusals.InvalidValue(
        "ancestor",
        $"{subject}在{year}年度不在divisions/{ancestor}之下，或当年不存在；请改用其上级、其他年度，或去掉ancestor。",
        $"{subject} was not below divisions/{ancestor} in {year}, or did not exist; name a division above it or "
        + "another year, or leave the ancestor out.");

    private static Refusal TooFew(Ranking.Ranking ranking, bool ofDivision) => new(
        Code.FailedPrecondition,
        "TOO_FEW_PEERS",
        new(
            $"可比较的只有{ranking.RankedCount}个（另有{ranking.UnrankedCount}个没有数据或涵盖不足），少于{FewestPeers}个，"
            + $"不作百分位比较；请扩大ancestor的范围，或用{(ofDivision ? "RankDivisions" : "RankOrgans")}逐个查看。",
            $"Only {ranking.RankedCount} can be compared ({ranking.UnrankedCount} others have no figure, or one of too "
            + $"few reports), fewer than {FewestPeers}: no percentiles are given. Take a wider ancestor, or look at "
            + "each with " + (ofDivision ? "RankDivisions." : "RankOrgans.")))
    {
        Subject = "peers",
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["peer_count"] = ranking.RankedCount.ToString(CultureInfo.InvariantCulture),
            ["unranked_count"] = ranking.UnrankedCount.ToString(CultureInfo.InvariantCulture),
        },
    };
}
