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
        var rate = new Sides(sums, slots, applicant);
        var (top, bottom) = (rate.Sum(numerator), rate.Sum(denominator));
        return !rate.CanBeAdded ? new(null, null, null, [FigureCondition.NotAdditive], [])
            : RateMeasurer.Divide(rate.AreSilentAlike ? top : top with { Proved = false }, bottom);
    }

    /// <summary>Both sides of a rate.</summary>
    private sealed class Sides(FigureSums sums, SlotTable slots, ApplicantKind applicant)
    {
        /// <summary>On the first slot of the rate; of an indicator that has none -1.</summary>
        private int? _silent;

        public bool CanBeAdded { get; private set; } = true;

        /// <summary>Whether as many reports are silent on each slot.</summary>
        public bool AreSilentAlike { get; private set; } = true;

        public Tally Sum(IReadOnlyList<string> indicators)
        {
            Tally? all = null;
            foreach (var name in indicators)
            {
                var one = Take(slots.Find(name, applicant));
                all = all is null ? one : all + one;
            }

            return all!;
        }

        private Tally Take(Slot? slot)
        {
            var silent = slot is null ? -1 : sums[slot].Silent;
            _silent ??= silent;
            AreSilentAlike &= silent == _silent;
            CanBeAdded &= slot is null || sums[slot].CanBeAdded;
            return slot is null ? Tally.Absent(FigureCondition.NotOnForm) : sums[slot].ToTally();
        }
    }
}
