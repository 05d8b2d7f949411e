namespace StatsService.Forms.Measuring;

/// <summary>Rates over sums: each side is the sum of its slots that have numbers.</summary>
public static class SumsRate
{
    /// <summary>
    /// Partial where a blank that no identity proves to be 0 stands in a part (decision 9), where a part is uncertain
    /// beside others that are not, and where more reports are silent on one slot of the rate than on another. Absent
    /// where nothing but an uncertain figure is left of a slot.
    /// </summary>
    public static MeasuredRate Divide(
        FigureSums sums, SlotTable slots, Rate rate, ApplicantKind applicant = ApplicantKind.Unspecified)
    {
        var (numerator, denominator) = (Tallies(rate.Numerator), Tallies(rate.Denominator));
        var silent = rate.Numerator.Concat(rate.Denominator)
            .Select(name => slots.Find(name, applicant) is { } slot ? sums[slot].Silent : -1).Distinct().Count();
        var top = Sum(numerator);
        return RateMeasurer.Divide(silent > 1 ? top with { Proved = false } : top, Sum(denominator));

        IEnumerable<Tally> Tallies(IReadOnlyList<string> names) => names.Select(name =>
            slots.Find(name, applicant) is { } slot ? sums[slot].ToTally() : Tally.Absent(FigureCondition.NotOnForm));
    }

    private static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate((sum, tally) => sum + tally);
}
