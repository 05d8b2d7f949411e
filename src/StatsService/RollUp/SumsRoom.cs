using System.Collections.Concurrent;
using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// Sums that were used, for others to use: those of all slots take 30 kB each, and a batch of the roll-up needs
/// thousands. For several threads at once.
/// </summary>
/// <param name="only">The slots that they have. Null: all.</param>
internal sealed class SumsRoom(FormCatalog catalog, SlotPick? only = null)
{
    private readonly ConcurrentBag<FigureSums> _empty = [];

    /// <summary>Sums of nothing yet.</summary>
    public FigureSums Take() => _empty.TryTake(out var sums) ? sums : new(catalog, only);

    /// <summary>Gives sums away: whoever did does not look at them again.</summary>
    public void Give(FigureSums sums)
    {
        sums.Clear();
        _empty.Add(sums);
    }
}
