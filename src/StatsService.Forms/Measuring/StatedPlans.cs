using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>Measures all slots on the sentences of a part, as <see cref="StatedMeasurer"/> does one by one.</summary>
internal sealed class StatedPlans
{
    private readonly FormCatalog _catalog;
    private readonly FormPlans _withoutForm;
    private readonly Dictionary<string, FormPlans> _plans;
    private readonly Dictionary<string, int> _slots;

    public StatedPlans(FormCatalog catalog, IReadOnlyList<Slot> slots)
    {
        _catalog = catalog;
        var totals = slots.Where(slot => slot.Applicant == ApplicantKind.Unspecified).ToList();
        _slots = totals.ToDictionary(slot => slot.Indicator.Name, slot => slot.Number, StringComparer.Ordinal);
        _withoutForm = new(
            [.. totals.Select(slot => new Plan(slot.Number, [], Near: false, NearItself: false))], slots);
        _plans = catalog.Forms.Values.ToDictionary(
            form => form.Id, form => new FormPlans([.. totals.Select(slot => Compile(slot, form))], slots),
            StringComparer.Ordinal);
    }

    /// <summary>Puts stated figures where the tables have no number and are not uncertain.</summary>
    public void Fill(ReportPart part, IReadOnlySet<string> disputed, Span<SlotTally> tallies)
    {
        if (part.StatedFigures is [])
        {
            return;
        }

        var stated = Stated(part, disputed);
        foreach (var plan in PlansFor(part.Year).Plans)
        {
            ref var own = ref tallies[plan.Slot];
            if (!own.HasSum && own.Gap != Uncertain && Read(plan, stated) is { } figure)
            {
                own = figure;
            }
        }
    }

    /// <summary>The topics of the figures that a sentence is counted for, a bit each.</summary>
    public ulong TopicsOf(ReportPart part, string id)
    {
        foreach (var figure in part.StatedFigures)
        {
            if (figure.Id == id)
            {
                return IsOfYear(figure, part) ? PlansFor(part.Year).Topics[_slots[figure.Indicators[0]]] : 0;
            }
        }

        return 0;
    }

    private static bool IsOfYear(StatedFigure figure, ReportPart part) => (figure.Year ?? part.Year) == part.Year;

    private FormPlans PlansFor(int year) => _catalog.FormFor(year) is { } form ? _plans[form.Id] : _withoutForm;

    private Plan Compile(Slot slot, Form form)
    {
        if (_catalog.Measurement(slot.Indicator, form) is not { } measurement)
        {
            return new(slot.Number, [], Near: false, NearItself: false);
        }

        var own = StatedMeasurer.OwnIndicators(form, measurement).Select(name => _slots[name]).ToArray();
        var near = measurement.Comparability == Comparability.Near;
        return new(slot.Number, own, near, near && own.Contains(slot.Number));
    }

    /// <summary>Each indicator as its sentences state it.</summary>
    private Dictionary<int, SlotTally> Stated(ReportPart part, IReadOnlySet<string> disputed) => part.StatedFigures
        .Where(figure => IsOfYear(figure, part))
        .GroupBy(figure => _slots[figure.Indicators[0]])
        .ToDictionary(
            group => group.Key, group => Figure(StatedMeasurer.OneOf(_catalog, [.. group]), disputed));

    private static SlotTally Figure(Tally stated, IReadOnlySet<string> disputed)
    {
        var figure = stated.Sum is { } value ? SlotTally.Number(value) : SlotTally.Absent(stated.Gap);
        figure.Marks = stated.Cells.Any(disputed.Contains) ? FigureMarks.Disputed : FigureMarks.None;
        return figure;
    }

    /// <summary>None where no sentence states it.</summary>
    private static SlotTally? Read(in Plan plan, Dictionary<int, SlotTally> stated)
    {
        if (stated.TryGetValue(plan.Slot, out var direct))
        {
            direct.Marks |= Marks(plan.NearItself);
            return direct;
        }

        var sum = SlotTally.Empty;
        var some = false;
        foreach (var own in plan.Own)
        {
            some |= stated.TryGetValue(own, out var part);
            sum.Add(stated.ContainsKey(own) ? part : SlotTally.Absent(NotReported));
        }

        sum.Marks |= Marks(plan.Near);
        return some && (sum.HasSum || sum.Gap != NotReported) ? sum : null;
    }

    private static FigureMarks Marks(bool near) =>
        FigureMarks.StatedInText | (near ? FigureMarks.Near : FigureMarks.None);

    /// <param name="Own">What the rows of the form by which it is measured are by themselves.</param>
    /// <param name="Near">Whether the form measures it only nearly.</param>
    /// <param name="NearItself">The same of a sentence that states it as a row of that form.</param>
    private readonly record struct Plan(int Slot, int[] Own, bool Near, bool NearItself);

    /// <summary>The plans under a form; for each slot the topics that a sentence stating it is counted for.</summary>
    private sealed class FormPlans
    {
        public FormPlans(Plan[] plans, IReadOnlyList<Slot> slots)
        {
            (Plans, Topics) = (plans, new ulong[slots.Count]);
            foreach (var plan in plans)
            {
                foreach (var stated in plan.Own.Append(plan.Slot))
                {
                    Topics[stated] |= 1UL << slots[plan.Slot].Topic;
                }
            }
        }

        public Plan[] Plans { get; }

        public ulong[] Topics { get; }
    }
}
