using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>Measures all slots on the sentences of a part, as <see cref="StatedMeasurer"/> does one by one.</summary>
internal sealed class StatedPlans
{
    private readonly FormCatalog _catalog;
    private readonly Plan[] _withoutForm;
    private readonly Dictionary<string, Plan[]> _plans;
    private readonly Dictionary<string, int> _slots;

    public StatedPlans(FormCatalog catalog, IReadOnlyList<Slot> slots)
    {
        _catalog = catalog;
        var totals = slots.Where(slot => slot.Applicant == ApplicantKind.Unspecified).ToList();
        _slots = totals.ToDictionary(slot => slot.Indicator.Name, slot => slot.Number, StringComparer.Ordinal);
        _withoutForm = [.. totals.Select(slot => new Plan(slot.Number, [], Near: false, NearItself: false))];
        _plans = catalog.Forms.Values.ToDictionary(
            form => form.Id, form => totals.Select(slot => Compile(slot, form)).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Puts stated figures where the tables have no number and are not uncertain.</summary>
    public void Fill(ReportPart part, SlotTally[] tallies)
    {
        if (part.StatedFigures is [])
        {
            return;
        }

        var stated = Stated(part);
        var form = _catalog.FormFor(part.Year);
        foreach (var plan in form is null ? _withoutForm : _plans[form.Id])
        {
            ref var own = ref tallies[plan.Slot];
            if (!own.HasSum && own.Gap != Uncertain && Read(plan, stated) is { } figure)
            {
                own = figure;
            }
        }
    }

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
    private Dictionary<int, SlotTally> Stated(ReportPart part) => part.StatedFigures
        .Where(figure => (figure.Year ?? part.Year) == part.Year)
        .GroupBy(figure => _slots[figure.Indicators[0]])
        .ToDictionary(group => group.Key, group => StatedMeasurer.OneOf(_catalog, [.. group]) switch
        {
            { Sum: { } value } => SlotTally.Number(value),
            var tally => SlotTally.Absent(tally.Gap),
        });

    /// <summary>None where no sentence states it.</summary>
    private static SlotTally? Read(in Plan plan, Dictionary<int, SlotTally> stated)
    {
        if (stated.TryGetValue(plan.Slot, out var direct))
        {
            direct.Marks = Marks(plan.NearItself);
            return direct;
        }

        var sum = SlotTally.Empty;
        var some = false;
        foreach (var own in plan.Own)
        {
            some |= stated.TryGetValue(own, out var part);
            sum.Add(stated.ContainsKey(own) ? part : SlotTally.Absent(NotReported));
        }

        sum.Marks = Marks(plan.Near);
        return some && (sum.HasSum || sum.Gap != NotReported) ? sum : null;
    }

    private static FigureMarks Marks(bool near) =>
        FigureMarks.StatedInText | (near ? FigureMarks.Near : FigureMarks.None);

    /// <param name="Own">What the rows of the form by which it is measured are by themselves.</param>
    /// <param name="Near">Whether the form measures it only nearly.</param>
    /// <param name="NearItself">The same of a sentence that states it as a row of that form.</param>
    private readonly record struct Plan(int Slot, int[] Own, bool Near, bool NearItself);
}
