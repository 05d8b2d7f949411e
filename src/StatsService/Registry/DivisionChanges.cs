using Ogi.Stats.Store.V1;
using StatsService.Failures;
using Kind = Ogi.Stats.V1.DivisionChangeKind;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>What a change of divisions must be, and what follows from it.</summary>
internal static class DivisionChanges
{
    private const int MaxDivisions = 50;
    private const int MaxTitle = 100;
    private const int MaxSource = 500;

    /// <summary>Refuses what can be told without the registry.</summary>
    public static void Check(Wire.DivisionChange? sent)
    {
        if (sent is null)
        {
            throw Refusals.Required("change");
        }

        Refusals.DemandDefined(sent.Kind, "change.kind");
        Demand(sent.Kind != Kind.Unspecified, "change.kind");
        Demand(sent.Predecessors.Count > 0, "change.predecessors");
        Demand(sent.Source.Length > 0, "change.source");
        Demand(sent.Kind != Kind.Renamed || sent.Title.Trim().Length > 0, "change.title");
        Demand(sent.Kind != Kind.Transferred || sent.Parent.Length > 0, "change.parent");
        RegistrySql.CheckText(sent.Title, MaxTitle, "change.title");
        RegistrySql.CheckText(sent.Source, MaxSource, "change.source");
        if (!YearRanges.IsYear(sent.Year))
        {
            throw YearRanges.OutOfRange("change.year", sent.Year);
        }

        if (Math.Max(sent.Predecessors.Count, sent.Successors.Count) is var most and > MaxDivisions)
        {
            throw Refusals.TooMany("change.predecessors", most, MaxDivisions);
        }
    }

    /// <summary>The ids of the divisions before and after, each once.</summary>
    public static List<string> Named(StoredDivisionChange change) =>
        [.. change.Predecessors.Concat(change.Successors).Distinct(StringComparer.Ordinal)];

    /// <summary>The ids of all divisions that come below others by it, directly or not.</summary>
    public static IEnumerable<string> Moved(StoredDivisionChange change, DivisionTree tree)
    {
        var moved = change.Moves.Select(move => move.Division).ToHashSet(StringComparer.Ordinal);
        return moved.Count == 0 ? [] : tree.All.Where(division => division.Path.Any(moved.Contains))
            .Select(division => division.Code);
    }

    /// <summary>Whether exactly this is on record of all of them.</summary>
    /// <param name="parent">Of a transfer the division above from then on.</param>
    public static bool IsRecorded(StoredDivisionChange change, string parent, DivisionTree tree) => Named(change).All(
        id => tree.Find(id)!.State.Changes.Any(known =>
        {
            var said = known.Clone();
            said.Moves.Clear();
            return said.Equals(change)
                && (change.Kind != (int)Kind.Transferred
                    || known.Moves[0].Ancestors[^1] == ResourceIds.Id("divisions", parent));
        }));

    /// <summary>Refuses what does not fit what is known, and adds what is moved by it.</summary>
    public static void Complete(StoredDivisionChange change, string parent, DivisionTree tree)
    {
        DemandNumbers(change);
        foreach (var id in Named(change))
        {
            DemandExists(tree.Find(id)!, change);
        }

        switch ((Kind)change.Kind)
        {
            case Kind.Transferred:
                Move(change, tree.Find(change.Predecessors[0])!, ResourceIds.Id("divisions", parent), tree);
                break;
            case Kind.Renamed:
                var names = tree.Find(change.Predecessors[0])!.State.Division.Names;
                DemandLater(change, names.FirstOrDefault()?.FirstYear);
                break;
            default:
                MoveChildren(change, tree);
                break;
        }
    }

    /// <summary>What lies below a division that ends comes below the one that succeeds it.</summary>
    private static void MoveChildren(StoredDivisionChange change, DivisionTree tree)
    {
        var orphans = change.Predecessors.Except(change.Successors, StringComparer.Ordinal)
            .SelectMany(ended => tree.Children(ended, change.Year)).ToList();
        if (change.Kind == (int)Kind.Split && orphans.Count > 0)
        {
            throw Refusals.InvalidValue(
                "change.successors",
                $"change.successors：{orphans[0].Id}（{orphans[0].Title}）等{orphans.Count}个区划仍在被拆分者之下；"
                + "请先用TRANSFERRED划归各新区划。",
                $"change.successors: {orphans[0].Id} ({orphans[0].Title}) and others, {orphans.Count} in all, lie "
                + "below the division that is split; move each of them first (TRANSFERRED).");
        }

        foreach (var orphan in orphans)
        {
            Move(change, orphan, change.Successors[0], tree);
        }
    }

    private static void Move(StoredDivisionChange change, Division division, string parent, DivisionTree tree)
    {
        DemandLater(change, division.State.Division.Parents.FirstOrDefault()?.FirstYear);
        var above = tree.Find(parent)!;
        if (tree.WouldCycle(division.Code, parent, change.Year) || above.Path.Contains(division.Code))
        {
            throw Refusals.InvalidValue(
                "change.parent",
                $"change.parent：{above.Id}（{above.Title}）是{division.Id}本身或其下级。",
                $"change.parent: {above.Id} ({above.Title}) is {division.Id} itself or lies below it.");
        }

        if (division.Path.Length < 2 || above.Level >= division.Level)
        {
            throw Refusals.InvalidValue(
                "change.parent",
                $"change.parent：{above.Id}（{above.Title}）的级别不高于{division.Id}（{division.Title}）。",
                $"change.parent: {above.Id} ({above.Title}) is of no higher level than {division.Id} "
                + $"({division.Title}).");
        }

        DemandExists(above, change, after: true);
        change.Moves.Add(new StoredMove { Division = division.Code, Ancestors = { above.Path } });
    }

    private static void DemandNumbers(StoredDivisionChange change)
    {
        var (before, after) = (change.Predecessors, change.Successors);
        var (fits, zh, en) = (Kind)change.Kind switch
        {
            Kind.Merged => (
                after.Count == 1 && before.Except(after, StringComparer.Ordinal).Any(),
                "合并须有一个后继，且前身中除后继本身外至少还有一个", "a merger has one successor and at least one other before"),
            Kind.Split => (
                before.Count == 1 && after.Count > 1,
                "拆分须有一个前身、至少两个后继", "a split has one before and at least two after"),
            Kind.Recoded => (
                before.Count == 1 && after.Count == 1 && before[0] != after[0],
                "代码变更须有一个前身和一个另外的后继", "a new code has one division before and another one after"),
            _ => (before.Count == 1, "每次只记录一个区划", "one division at a time"),
        };
        if (!fits)
        {
            throw Refusals.InvalidValue("change.successors", $"change.successors：{zh}。", $"change.successors: {en}.");
        }
    }

    /// <summary>Changes of one kind are recorded in the order of their years: each ends what was before.</summary>
    private static void DemandLater(StoredDivisionChange change, int? newest)
    {
        if (newest >= change.Year)
        {
            throw Refusals.InvalidValue(
                "change.year",
                $"change.year：已记录{newest}年的同类变更，{change.Year}年不晚于它。",
                $"change.year: a change of {newest} is on record; {change.Year} is not later.");
        }
    }

    /// <summary>
    /// Who came before existed in the year before, who comes after exists in that year, as far as is known.
    /// </summary>
    private static void DemandExists(Division division, StoredDivisionChange change, bool after = false)
    {
        var year = change.Predecessors.Contains(division.Code) ? change.Year - 1 : change.Year;
        if (!division.Years.Contains(year)
            || ((after || change.Successors.Contains(division.Code)) && !division.Years.Contains(change.Year)))
        {
            var (zh, en) = YearRanges.Tell(division.Years);
            throw Refusals.InvalidValue(
                "change.year",
                $"change.year：{division.Id}（{division.Title}）的存续年份为{zh}，与{change.Year}年的变更不符。",
                $"change.year: {division.Id} ({division.Title}) exists {en}, which does not fit a change of "
                + $"{change.Year}.");
        }
    }

    private static void Demand(bool given, string field)
    {
        if (!given)
        {
            throw Refusals.Required(field);
        }
    }
}
