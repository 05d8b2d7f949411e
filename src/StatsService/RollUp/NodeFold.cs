using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// Puts changed shares into nodes and carries what changed up the tree: once for a batch, from the lowest division to
/// the nation. The one place where nodes change, for the projector and for answers between two of its batches.
/// </summary>
/// <remarks>
/// A node without any report is not stored: it is what its organs owe. All others begin with that. One node is decoded
/// at a time, so that a batch over a whole country stays small.
/// </remarks>
/// <param name="stored">The nodes as they stand before, those on the way up included.</param>
/// <param name="room">What sums are made of.</param>
internal sealed class NodeFold(
    FormCatalog catalog, Country before, Country after, IReadOnlyDictionary<NodeKey, StoredNode> stored,
    SumsRoom room)
{
    private readonly Dictionary<NodeKey, Pending> _pending = [];
    private readonly Dictionary<(string Division, int Year), int> _depths = [];
    private readonly PriorityQueue<NodeKey, int> _queue = new();

    /// <summary>A share goes out of its node.</summary>
    public void Take(PlacedShare share) => At(share.Node).Taken.Add(share);

    /// <summary>A share comes into its node.</summary>
    public void Give(PlacedShare share) => At(share.Node).Given.Add(share);

    /// <summary>More reports (or less) are owed there, of organs without any.</summary>
    public void Expect(NodeKey key, Owed more) => At(key).Owed += more;

    /// <summary>A division with all below it left one, to stand below another.</summary>
    public void Move(NodeKey key, string from)
    {
        var node = Before(key);
        var parent = At(key with { Division = from });
        node.AddResolvedTo(parent.Below, -1);
        parent.IsReal |= stored.ContainsKey(key);
        if (node.Vertical is { } vertical)
        {
            parent.Vertical.Subtract(vertical);
        }

        At(key).IsMoved = true;
    }

    /// <summary>Call it once, after all changes are in.</summary>
    /// <returns>The nodes that are not as they were.</returns>
    public IEnumerable<NodeChange> CarryUp()
    {
        while (_queue.TryDequeue(out var key, out _))
        {
            if (CarryUp(key, _pending[key]) is { } change)
            {
                yield return change;
            }
        }
    }

    private NodeChange? CarryUp(NodeKey key, Pending pending)
    {
        var node = Before(key);
        var change = pending.Change(new(catalog, room: room));
        var more = node.Apply(change);
        var isReal = pending.IsReal || stored.ContainsKey(key);
        if (after.Above(key.Division, key.Year) is { } above)
        {
            if (pending.IsMoved)
            {
                more.Clear();
                node.AddResolvedTo(more, 1);
            }

            var moreVertical = pending.IsMoved ? node.Vertical : change.Vertical;
            var parentKey = key with { Division = above };
            if (!more.IsEmpty || moreVertical is { IsEmpty: false } || (isReal && !stored.ContainsKey(parentKey)))
            {
                // Above a node that is stored all are: so the nation's tell the years for which there are nodes.
                var parent = At(parentKey);
                parent.IsReal |= isReal;
                parent.Below.Add(more);
                if (moreVertical is not null)
                {
                    parent.Vertical.Add(moreVertical);
                }
            }
        }

        room.Give(more);
        return isReal ? new(key, node, change) : null;
    }

    private Node Before(NodeKey key) => stored.TryGetValue(key, out var known)
        ? new(catalog, only: null, known.Data, room)
        : Node.Owing(catalog, before, key);

    private Pending At(NodeKey key)
    {
        if (!_pending.TryGetValue(key, out var pending))
        {
            _pending[key] = pending = new(room);
            _queue.Enqueue(key, -Depth(key.Division, key.Year));
        }

        return pending;
    }

    private int Depth(string division, int year)
    {
        if (!_depths.TryGetValue((division, year), out var depth))
        {
            depth = after.Above(division, year) is { } above ? Depth(above, year) + 1 : 0;
            _depths[(division, year)] = depth;
        }

        return depth;
    }

    /// <summary>What is to happen to a node.</summary>
    private sealed class Pending(SumsRoom room)
    {
        private FigureSums? _below;
        private FigureSums? _vertical;

        public List<PlacedShare> Taken { get; } = [];

        public List<PlacedShare> Given { get; } = [];

        public Owed Owed { get; set; }

        /// <summary>What the divisions below resolve to, more than before.</summary>
        public FigureSums Below => _below ??= room.Take();

        public FigureSums Vertical => _vertical ??= room.Take();

        public bool IsMoved { get; set; }

        /// <summary>Whether a report, here or below, is the cause: else there is nothing to store.</summary>
        public bool IsReal
        {
            get => field || Taken.Count > 0 || Given.Count > 0;
            set;
        }

        /// <summary>As a node, which is empty yet; afterwards nothing is pending.</summary>
        public Node Change(Node change)
        {
            foreach (var share in Taken)
            {
                NodeCodec.AddShare(share.Data, change, -1);
            }

            foreach (var share in Given)
            {
                NodeCodec.AddShare(share.Data, change, 1);
            }

            change.AddOwed(Owed, default);
            change.AddBelow(_below, _vertical);
            (_below, _vertical) = (Done(_below), Done(_vertical));
            return change;
        }

        private FigureSums? Done(FigureSums? sums)
        {
            if (sums is not null)
            {
                room.Give(sums);
            }

            return null;
        }
    }
}
