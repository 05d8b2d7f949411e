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
    private readonly Stack<FigureSums> _empty = [];

    /// <summary>Sums of nothing yet.</summary>
    public FigureSums Take()
    {
        lock (_empty)
        {
            if (_empty.TryPop(out var sums))
            {
                return sums;
            }
        }

        return new(catalog, only);
    }

    /// <summary>Gives sums away: whoever did does not look at them again.</summary>
    public void Give(FigureSums sums)
    {
        sums.Clear();
        lock (_empty)
        {
            _empty.Push(sums);
        }
    }
}
