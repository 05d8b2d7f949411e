using System.Buffers;
using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>
/// Measures all slots of a part at once, as <see cref="Measurer"/> does one by one, by plans made once for each form.
/// </summary>
internal sealed class VectorMeasurer
{
    private readonly FormCatalog _catalog;
    private readonly int _visible;
    private readonly List<Slot> _slots;
    private readonly SumPlan[] _sums;
    private readonly bool[] _sentencesOnly;
    private readonly Dictionary<string, FormPlan> _forms;
    private readonly StatedPlans _stated;
    private readonly TouchedTopics _touched;

    public VectorMeasurer(FormCatalog catalog)
    {
        _catalog = catalog;
        _visible = catalog.Slots.Count;
        _slots = [.. catalog.Slots.All];
        _sums = SumPlan.Of(catalog, _slots);
        _sentencesOnly = [.. _slots.Select(slot => TableMeasurer.IsForSentencesOnly(slot.Indicator))];
        var planner = new FormPlanner(catalog, _slots);
        _forms = catalog.Forms.Values.Select((form, number) => (form.Id, Plan: planner.Compile(form, number)))
            .ToDictionary(form => form.Id, form => form.Plan, StringComparer.Ordinal);
        _stated = new(catalog, _slots);
        _touched = new(_forms, _stated);
    }

    public ulong TopicsOf(ReportPart part, Finding finding) => _touched.Of(part, finding);

    public PartVector Measure(ReportPart part, IReadOnlySet<string> disputed, bool tablesOnly)
    {
        var tables = new TableReading[part.Tables.Count];
        for (var i = 0; i < tables.Length; i++)
        {
            tables[i] = TableReading.Of(part.Tables[i], _forms[part.Tables[i].Form.Id], disputed);
        }

        var lent = ArrayPool<SlotTally>.Shared.Rent(_slots.Count);
        try
        {
            return Measure(part, tables, lent.AsSpan(0, _slots.Count), disputed, tablesOnly);
        }
        finally
        {
            ArrayPool<SlotTally>.Shared.Return(lent);
        }
    }

    /// <param name="tallies">Every one is written before it is read.</param>
    private PartVector Measure(
        ReportPart part, TableReading[] tables, Span<SlotTally> tallies, IReadOnlySet<string> disputed, bool tablesOnly)
    {
        var printed = new bool[_slots.Count];
        foreach (var table in tables)
        {
            table.Measure(tallies, printed);
        }

        FillGaps(part, tables, tallies, printed);
        SumInTables(tallies);
        if (!tablesOnly)
        {
            AddSentences(part, disputed, tallies);
        }

        var figures = new SlotFigure[_visible];
        for (var i = 0; i < figures.Length; i++)
        {
            figures[i] = tallies[i].ToFigure();
        }

        var forms = tables.SelectMany(table => table.Topics()).Distinct().ToList();
        return new(figures, forms, part.StatedFigures is [] ? [] : InSentences(figures, forms));
    }

    /// <summary>The topics of figures from sentences that no table covers.</summary>
    private List<int> InSentences(SlotFigure[] figures, List<(int Topic, int Form)> forms)
    {
        var left = forms.Aggregate(ulong.MaxValue, (bits, form) => bits & ~(1UL << form.Topic));
        var topics = new List<int>();
        for (var i = 0; i < figures.Length; i++)
        {
            var topic = _slots[i].Topic;
            if (figures[i].Marks.HasFlag(FigureMarks.StatedInText) && (left & (1UL << topic)) != 0)
            {
                topics.Add(topic);
                left &= ~(1UL << topic);
            }
        }

        return topics;
    }

    /// <summary>What no table has: not reported where a form in use asks it, else not on the form.</summary>
    private void FillGaps(ReportPart part, TableReading[] tables, Span<SlotTally> tallies, bool[] printed)
    {
        var inForce = tables is [] && _catalog.FormFor(part.Year) is { } form ? _forms[form.Id] : null;
        for (var slot = 0; slot < tallies.Length; slot++)
        {
            if (!printed[slot])
            {
                tallies[slot] = SlotTally.Absent(IsOnForm(slot, tables, inForce) ? NotReported : NotOnForm);
            }
        }
    }

    private bool IsOnForm(int slot, TableReading[] tables, FormPlan? inForce)
    {
        if (_sentencesOnly[slot] || tables.Length == 0)
        {
            return _sentencesOnly[slot] || inForce is null || inForce.TableOf[slot] != 0;
        }

        var (asked, missing) = (0UL, 0UL);
        foreach (var table in tables)
        {
            var asks = table.Form.TableOf[slot];
            asked |= asks;
            missing |= asks == 0 ? 1UL << table.Plan.Id : 0;
        }

        return (asked & ~missing) != 0;
    }

    private void SumInTables(Span<SlotTally> tallies)
    {
        foreach (var plan in _sums)
        {
            ref var own = ref tallies[plan.Slot];
            if (own.HasSum || own.Gap is Uncertain or Unreadable || Sum(plan, tallies) is not { } sum)
            {
                continue;
            }

            own = !sum.HasSum && own.Gap is not (NotOnForm or NotReported) ? own : sum;
        }
    }

    private void AddSentences(ReportPart part, IReadOnlySet<string> disputed, Span<SlotTally> tallies)
    {
        _stated.Fill(part, disputed, tallies);
        foreach (var plan in _sums)
        {
            ref var own = ref tallies[plan.Slot];
            if (_slots[plan.Slot].Applicant == ApplicantKind.Unspecified && !own.HasSum && own.Gap != Uncertain
                && !own.Marks.HasFlag(FigureMarks.StatedInText) && Sum(plan, tallies) is { HasSum: true } mixed)
            {
                own = mixed;
            }
        }
    }

    /// <summary>None where a part is not on the form.</summary>
    private static SlotTally? Sum(SumPlan plan, Span<SlotTally> tallies)
    {
        var sum = SlotTally.Empty;
        foreach (var part in plan.Parts)
        {
            if (tallies[part].Gap == NotOnForm)
            {
                return null;
            }

            sum.Add(tallies[part]);
        }

        sum.Marks |= FigureMarks.Derived;
        return sum;
    }
}
