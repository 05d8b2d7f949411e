using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// A division in a year: the sums that all its figures follow from, topic by topic (decision 8; docs/adr/0010). A
/// difference of two nodes is one too. Null: nothing yet.
/// </summary>
/// <param name="only">The slots that its sums have. Null: all.</param>
/// <param name="written">What it is read from. Null: it is new.</param>
/// <param name="room">What its sums are made of, to be used again. Null: they are made anew.</param>
internal sealed class Node(
    FormCatalog catalog, SlotPick? only = null, byte[]? written = null, SumsRoom? room = null)
{
    public NodeSums Sums { get; } = new(catalog, only, written, room);

    /// <summary>One without any report: what is owed there.</summary>
    public static Node Owing(FormCatalog catalog, Country country, NodeKey key, SlotPick? only = null)
    {
        var here = country.OwedBy(key.Division, key.Year);
        var node = new Node(catalog, only);
        node.AddOwed(here, country.OwedIn(key.Division, key.Year) - here);
        node.AddLevel();
        return node;
    }

    /// <summary>What its government published for the region.</summary>
    public FigureSums? Published { get => Sums[NodeSum.Published]; set => Sums[NodeSum.Published] = value; }

    /// <summary>What its government stated for the level.</summary>
    public FigureSums? Level { get => Sums[NodeSum.Level]; set => Sums[NodeSum.Level] = value; }

    /// <summary>What its organs stated for themselves, and how many were expected to.</summary>
    public FigureSums? Organs { get => Sums[NodeSum.Organs]; set => Sums[NodeSum.Organs] = value; }

    /// <summary>
    /// The level and all below it: of each topic what was stated for the level, else the sum of its organs; and what
    /// the divisions directly below resolve to.
    /// </summary>
    public FigureSums? Computed { get => Sums[NodeSum.Computed]; set => Sums[NodeSum.Computed] = value; }

    /// <summary>What vertical systems stated, here and below: a line apart, added to nothing.</summary>
    public FigureSums? Vertical { get => Sums[NodeSum.Vertical]; set => Sums[NodeSum.Vertical] = value; }

    /// <summary>The topics that its government published.</summary>
    public ulong PublishedTopics => Published?.Covered ?? 0;

    /// <summary>The topics that its government stated for the level.</summary>
    public ulong LevelTopics => Level?.Covered ?? 0;

    /// <summary>As published where something is, else computed: what the division above adds up.</summary>
    /// <returns>Sums to be read alone: they may be those of the node.</returns>
    public FigureSums Resolved()
    {
        var topics = PublishedTopics;
        if (topics == 0)
        {
            return Computed ?? Nothing();
        }

        if (Sums.Only is { } only && (only.Topics & ~topics) == 0)
        {
            return Published!;
        }

        var sums = Nothing();
        AddResolvedTo(sums, 1);
        return sums;
    }

    /// <summary>The same added to other sums, or taken from them.</summary>
    /// <param name="sign">1 or -1.</param>
    public void AddResolvedTo(FigureSums sums, int sign)
    {
        var topics = PublishedTopics;
        Add(sums, Published, topics, sign);
        if (Sums.Only is not { } only || (only.Topics & ~topics) != 0)
        {
            Add(sums, Computed, ~topics, sign);
        }
    }

    /// <summary>What was stated for the level, else the sum of its organs.</summary>
    public FigureSums LevelFigure()
    {
        var sums = Nothing();
        AddLevelTo(sums);
        return sums;
    }

    /// <summary>Sums to add to: of nothing yet.</summary>
    public FigureSums Nothing() => Sums.Nothing();

    public void Add(OrganShare share)
    {
        Published = Sum(Published, share.Published);
        Level = Sum(Level, share.Level);
        Organs = Sum(Organs, share.Own);
        Vertical = Sum(Vertical, share.Vertical);
    }

    /// <summary>What changes for the division above.</summary>
    public void AddBelow(FigureSums? resolved, FigureSums? vertical)
    {
        Computed = Sum(Computed, resolved);
        Vertical = Sum(Vertical, vertical);
    }

    /// <summary>Reports that are expected, if they did not come yet.</summary>
    public void AddOwed(Owed here, Owed below)
    {
        Organs = Expect(Organs, here.Local);
        Computed = Expect(Computed, below.Local);
        Vertical = Expect(Vertical, here.Vertical + below.Vertical);
    }

    /// <summary>
    /// Makes what is computed of what lies below, which is there already, and of the level: of a new node, once, when
    /// all that its organs give is in.
    /// </summary>
    public void AddLevel()
    {
        if (Level is not null || Organs is not null)
        {
            AddLevelTo(Computed ??= Nothing());
        }
    }

    public Node Clone() => Made(Sums.Only, sums => sums.Clone());

    /// <summary>The same with some slots alone. Null: all.</summary>
    public Node Pick(SlotPick? picked) => picked is null ? this : Made(picked, sums => sums.Pick(picked));

    /// <summary>Whether both say the same; nothing is the same as zeros.</summary>
    public bool IsSame(Node other) =>
        Enum.GetValues<NodeSum>().All(place => Same(Sums[place], other.Sums[place]));

    private Node Made(SlotPick? slots, Func<FigureSums, FigureSums> make)
    {
        var node = new Node(Sums.Catalog, slots);
        foreach (var place in Enum.GetValues<NodeSum>())
        {
            node.Sums[place] = Sums[place] is { } sums ? make(sums) : null;
        }

        return node;
    }

    private void AddLevelTo(FigureSums sums)
    {
        var stated = LevelTopics;
        Add(sums, Level, stated, 1);
        Add(sums, Organs, ~stated, 1);
    }

    /// <summary>Adds sums on some topics, or takes them away; null is nothing.</summary>
    internal static void Add(FigureSums sums, FigureSums? added, ulong topics, int sign)
    {
        if (added is not null && topics != 0)
        {
            sums.Add(added, topics, sign);
        }
    }

    private FigureSums? Expect(FigureSums? sums, int more)
    {
        if (more == 0)
        {
            return sums;
        }

        sums ??= Nothing();
        sums.AddToAll(TopicCount.Expected, more);
        return sums;
    }

    private FigureSums? Sum(FigureSums? sums, FigureSums? more)
    {
        if (more is null)
        {
            return sums;
        }

        sums ??= Nothing();
        sums.Add(more);
        return sums;
    }

    private static bool Same(FigureSums? one, FigureSums? other) =>
        (one is null || one.IsEmpty) ? other is null || other.IsEmpty : one.Equals(other);
}
