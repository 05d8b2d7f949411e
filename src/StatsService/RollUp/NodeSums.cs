using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>The sums of a node, by their places in what is stored.</summary>
internal enum NodeSum
{
    Published = 0,
    Level = 1,
    Organs = 2,
    Computed = 3,
    Vertical = 4,
}

/// <summary>Holds the sums of a node. Null: nothing yet. Not for several threads at once.</summary>
/// <param name="only">The slots that they have. Null: all.</param>
/// <param name="written">
/// What they are read from (<see cref="NodeCodec"/>): each when it is asked for first, for of most nodes few are.
/// Null: they are new.
/// </param>
/// <param name="room">What they are made of, where others use it after them. Null: they are made anew.</param>
internal sealed class NodeSums(FormCatalog catalog, SlotPick? only, byte[]? written, SumsRoom? room = null)
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)NodeSum.Vertical + 1;

    private readonly FigureSums?[] _sums = new FigureSums?[Count];

    /// <summary>Those that are not read yet, a bit each.</summary>
    private int _unread = written is null ? 0 : (1 << Count) - 1;

    private readonly byte[] _written = written ?? [];

    public FormCatalog Catalog => catalog;

    public SlotPick? Only => only;

    public FigureSums? this[NodeSum place]
    {
        get
        {
            var bit = 1 << (int)place;
            if ((_unread & bit) != 0)
            {
                _unread &= ~bit;
                NodeCodec.Read(_written, place, this);
            }

            return _sums[(int)place];
        }

        set
        {
            _unread &= ~(1 << (int)place);
            _sums[(int)place] = value;
        }
    }

    /// <summary>Sums to add to: of nothing yet.</summary>
    public FigureSums Nothing() => room?.Take() ?? new(catalog, only);

    /// <summary>Nothing is left but room for the next.</summary>
    public void Clear()
    {
        foreach (var sums in _sums.OfType<FigureSums>())
        {
            room?.Give(sums);
        }

        _unread = 0;
        Array.Clear(_sums);
    }
}
