using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Divisions;

/// <summary>Which rows of divisions are asked for, understood.</summary>
/// <param name="Divisions">Ids, each once, in the order asked.</param>
/// <param name="LevelOnly">Only what belongs to the level itself.</param>
/// <param name="AsToday">By today's boundaries in every year, not by those of each.</param>
internal sealed record DivisionYears(
    IReadOnlyList<string> Divisions, Wire.Breakdown Breakdown, DivisionLevel Level, bool WithSubject,
    int FirstYear, int LastYear, Wire.Basis Basis, ReportSet Set, bool LevelOnly, bool SkipEmpty, bool AsToday = false)
{
    /// <summary>The tree as it stands is that of the last year: every change on record is in it.</summary>
    private const int Today = int.MaxValue;


    private const int MaxDivisions = 1000;

    public static async Task<DivisionYears> Read(
        Wire.Selection wire, Country country, OrganDirectory directory, CancellationToken ct)
    {
        Refusals.DemandAtMost("selection.divisions", wire.Divisions.Count, MaxDivisions);
        var last = SelectedYears.Last(wire);
        Demand(
            wire.Organs.Count == 0, "selection.organs",
            "selection.organs与selection.divisions不能同时使用；请只保留其一。",
            "selection.organs and selection.divisions cannot be used together; keep one of them.");
        Demand(
            !wire.TablesOnly, "selection.tables_only",
            "selection.tables_only不用于行政区划：汇总数同时含表格与正文数据，含正文数据者标注STATED_IN_TEXT；请去掉，或改查机关。",
            "selection.tables_only is not for divisions: their sums hold figures of tables and of sentences, and say "
            + "STATED_IN_TEXT where they do; leave it out, or ask for organs.");
        DemandScope(wire);
        DemandBreakdown(wire);
        DemandBoundaries(wire);
        Refusals.DemandDefined(wire.ReportSet, "selection.report_set");
        var divisions = new List<string>();
        var asToday = wire.Boundaries == Wire.Boundaries.Current;
        for (var i = 0; i < wire.Divisions.Count; i++)
        {
            var field = $"selection.divisions[{i}]";
            divisions.Add(await Known(wire.Divisions[i], field, country, directory, ct));
            if (asToday)
            {
                DemandToday(country.Tree.Find(divisions[i])!, field, country.Tree);
            }
        }

        return new(
            [.. divisions.Distinct(StringComparer.Ordinal)], wire.Breakdown, (DivisionLevel)wire.Level,
            wire.WithSubject, wire.FirstYear, last,
            wire.Basis == Wire.Basis.Unspecified ? Wire.Basis.Resolved : wire.Basis,
            (ReportSet)wire.ReportSet, wire.Scope == Wire.Scope.Level, wire.SkipEmpty, asToday);
    }

    /// <summary>The divisions and years, in the order of their rows, each once.</summary>
    public IEnumerable<(string Division, int Year)> Subjects(Country country) => Divisions
        .SelectMany(division => Breakdown == Wire.Breakdown.Unspecified
            ? Years.Select(year => (division, year))
            : Years.Where(_ => WithSubject).Select(year => (division, year))
                .Concat(Years.SelectMany(year => Parts(country, division, year).Select(part => (part, year)))
                    .OrderBy(subject => subject.part, StringComparer.Ordinal).ThenBy(subject => subject.year)))
        .Distinct();

    private IEnumerable<int> Years => Enumerable.Range(FirstYear, LastYear - FirstYear + 1);

    private IEnumerable<string> Parts(Country country, string division, int year)
    {
        var of = AsToday ? Today : year;
        return (Breakdown == Wire.Breakdown.Children
            ? country.Tree.Children(division, of)
            : country.Tree.Below(division, of, Level)).Select(part => part.Code);
    }

    /// <summary>The id of a division that the registry had at the point of the answer.</summary>
    public static async Task<string> Known(
        string name, string field, Country country, OrganDirectory directory, CancellationToken ct)
    {
        var id = ResourceIds.Parse("divisions", name, field);
        if (country.Tree.Find(id) is not null)
        {
            return id;
        }

        await directory.Divisions([name], field, ct);
        throw Refusals.InvalidValue(
            field,
            $"{field}：{name}在所查时点尚未登记；请查询更晚的时点。",
            $"{field}: {name} was not registered yet at the point asked for; ask for a later one.");
    }

    private static void DemandScope(Wire.Selection wire)
    {
        const string Field = "selection.scope";
        Refusals.DemandDefined(wire.Scope, Field);
        Refusals.DemandDefined(wire.Basis, "selection.basis");
        Demand(
            wire.Scope is Wire.Scope.Unspecified or Wire.Scope.Region or Wire.Scope.Level, Field,
            $"{Field}：行政区划只有REGION（默认，本行政区域）与LEVEL（本级）；请改用其一。",
            $"{Field}: a division has REGION (the default) and LEVEL only; take one of them.");
        Demand(
            wire.Scope != Wire.Scope.Level || wire.Basis is Wire.Basis.Unspecified or Wire.Basis.Resolved,
            "selection.basis",
            "selection.basis只用于scope为REGION时；本级数据以本级报表为准，没有则为所属机关之和。请去掉。",
            "selection.basis goes with scope REGION only: a level's figures are what was stated for it, else the sum "
            + "of its organs; leave it out.");
    }

    private static void DemandBoundaries(Wire.Selection wire)
    {
        const string Field = "selection.boundaries";
        Refusals.DemandDefined(wire.Boundaries, Field);
        Demand(
            wire.Boundaries == Wire.Boundaries.Unspecified
                || (wire.Scope != Wire.Scope.Level && wire.Basis is Wire.Basis.Unspecified or Wire.Basis.Resolved),
            Field,
            $"{Field}：CURRENT（按现行区划）只用于口径REGION、依据RESOLVED；请去掉scope、basis，或不用CURRENT。",
            $"{Field}: CURRENT goes with scope REGION and basis RESOLVED only; leave out scope and basis, or CURRENT.");
    }

    private static void DemandToday(Division division, string field, DivisionTree tree)
    {
        if (!TodaysHomes.IsToday(division))
        {
            var homes = tree.Homes.Of(division, division.Years.Last!.Value).Select(id => Division.Prefix + id).ToList();
            throw Refusals.InvalidValue(
                field,
                $"{field}：{division.Id}（{division.Title}）只存续到{division.Years.Last}年，按现行区划计入"
                + $"{string.Join('、', homes)}；请改查后者，或不用CURRENT。",
                $"{field}: {division.Id} ({division.Title}) existed until {division.Years.Last} only; by today's "
                + $"boundaries it counts in {string.Join(", ", homes)}. Ask for that, or leave out CURRENT.");
        }
    }

    private static void DemandBreakdown(Wire.Selection wire)
    {
        Refusals.DemandDefined(wire.Breakdown, "selection.breakdown");
        Refusals.DemandDefined(wire.Level, "selection.level");
        Demand(
            (wire.Breakdown == Wire.Breakdown.Level) == (wire.Level != Wire.DivisionLevel.Unspecified),
            "selection.level",
            "selection.level与BREAKDOWN_LEVEL须同时使用；请补上或去掉。",
            "selection.level and BREAKDOWN_LEVEL go together; add the other one or leave both out.");
        Demand(
            wire.Breakdown != Wire.Breakdown.Unspecified || !wire.WithSubject, "selection.with_subject",
            "selection.with_subject只与breakdown一起使用；请补上breakdown或去掉。",
            "selection.with_subject goes with a breakdown only; add one or leave it out.");
    }

    private static void Demand(bool holds, string field, string zh, string en)
    {
        if (!holds)
        {
            throw Refusals.InvalidValue(field, zh, en);
        }
    }
}
