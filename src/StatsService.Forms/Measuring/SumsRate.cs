namespace StatsService.Forms.Measuring;

/// <summary>Rates over sums: each side is the sum of its slots that have numbers.</summary>
public static class SumsRate
{
    /// <summary>
    /// Partial where a blank that no identity proves to be 0 stands in a part (decision 9), where a part is uncertain
    /// beside others that are not, and where more reports are silent on one slot of the rate than on another. Absent
    /// where nothing but an uncertain figure is left of a slot, and where a slot cannot be added up.
    /// </summary>
    public static MeasuredRate Divide(
        FigureSums sums, SlotTable slots, IReadOnlyList<string> numerator, IReadOnlyList<string> denominator,
        ApplicantKind applicant = ApplicantKind.Unspecified)
    {
        var all = numerator.Concat(denominator).Select(name => slots.Find(name, applicant)).ToList();
        if (all.Exists(slot => slot is not null && !sums[slot].CanBeAdded))
        {
            return new(null, null, null, [FigureCondition.NotAdditive], []);
        }

        var (top, bottom) = (Sum(all[..numerator.Count]), Sum(all[numerator.Count..]));
        var sameSilent = all.TrueForAll(slot => Silent(slot) == Silent(all[0]));
        return RateMeasurer.Divide(sameSilent ? top : top with { Proved = false }, bottom);

        int Silent(Slot? slot) => slot is null ? -1 : sums[slot].Silent;

        Tally Sum(List<Slot?> side) => side
            .Select(slot => slot is null ? Tally.Absent(FigureCondition.NotOnForm) : sums[slot].ToTally())
            .Aggregate((sum, tally) => sum + tally);
    }
}
