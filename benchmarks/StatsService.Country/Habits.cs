namespace StatsService.Country;

/// <summary>Figures in which an organ stays much the same from year to year; now and then one jumps.</summary>
internal static class Habits
{
    /// <param name="share">Of the organs: those that ever have any.</param>
    /// <param name="most">What the largest organs have in a usual year.</param>
    public static long Draw(CountryOrgan organ, int year, string what, double share, int most)
    {
        var own = Dice.For(organ.Key, 0, what);
        if (!own.Is(share))
        {
            return 0;
        }

        var dice = Dice.For(organ.Key, year, what);
        var number = 1 + (long)(own.Roll(0, most) * (0.75 + (0.5 * dice.Next())));
        return dice.Is(Shares.Jump) ? 12 * number : number;
    }
}
