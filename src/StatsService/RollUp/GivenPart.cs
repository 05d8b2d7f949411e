using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Statistics;

namespace StatsService.RollUp;

/// <summary>What a part of a report gives to the sums of its organ.</summary>
/// <param name="Part">Without the sentences that do not count.</param>
/// <param name="Sums">All that it says.</param>
/// <param name="Topics">On which topics that counts: on the others another report does. A bit each.</param>
internal sealed record GivenPart(CountingPart Part, FigureSums Sums, ulong Topics)
{
    public Scope Scope => Part.Part.Scope;

    /// <summary>What counts of its sums: these themselves, where all of them does.</summary>
    public FigureSums Counting() => Topics == ulong.MaxValue ? Sums : Sums.Of(Topics);
}
