using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>A table of a report with its cells in the order of the form.</summary>
internal sealed class TableReading
{
    private readonly SlotTally[] _cells;
    private readonly ulong _sections;

    private TableReading(FormPlan form, TablePlan plan, ulong sections, SlotTally[] cells) =>
        (Form, Plan, _sections, _cells) = (form, plan, sections, cells);

    public FormPlan Form { get; }

    public TablePlan Plan { get; }

    public static TableReading Of(TablePart table, FormPlan form, IReadOnlySet<string> disputed)
    {
        var plan = form.Tables[table.Table.Table];
        var sections = 0UL;
        foreach (var section in table.Sections)
        {
            sections |= plan.Sections.GetValueOrDefault(section);
        }

        return new(form, plan, sections, Read(table, plan, disputed));
    }

    /// <summary>The first table that has a slot's cells in a section of the part gives its figure.</summary>
    public void Measure(Span<SlotTally> tallies, bool[] printed)
    {
        foreach (ref readonly var plan in Plan.Slots.AsSpan())
        {
            if (printed[plan.Slot] || (plan.Section & ~_sections) != 0)
            {
                continue;
            }

            printed[plan.Slot] = true;
            tallies[plan.Slot] = Add(plan);
        }
    }

    /// <summary>The topics whose sections are covered, on this form.</summary>
    public IEnumerable<(int Topic, int Form)> Topics() =>
        Plan.Topics.Where(topic => (topic.Section & ~_sections) == 0).Select(topic => (topic.Topic, Form.Number));

    private SlotTally Add(in SlotPlan plan)
    {
        if (plan.Cells is [])
        {
            return SlotTally.Absent(NotOnForm);
        }

        var sum = _cells[plan.Cells[0]];
        for (var i = 1; i < plan.Cells.Length; i++)
        {
            sum.Add(_cells[plan.Cells[i]]);
        }

        sum.Marks |= plan.Near ? FigureMarks.Near : FigureMarks.None;
        return sum;
    }

    private static SlotTally[] Read(TablePart table, TablePlan plan, IReadOnlySet<string> disputed)
    {
        var cells = new SlotTally[plan.Cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Read(plan.Cells[i], table.Table[plan.Cells[i]]);
        }

        for (var i = 0; i < cells.Length && table.ProvedZero.Count > 0; i++)
        {
            cells[i].Proved = cells[i].HasSum || table.ProvedZero.Contains(plan.Cells[i].Code);
        }

        // A cell without a number too: the finding may be on what it leaves of a sum.
        foreach (var code in disputed)
        {
            if (plan.Places.TryGetValue(code, out var place))
            {
                cells[place].Marks |= FigureMarks.Disputed;
            }
        }

        return cells;
    }

    private static SlotTally Read(FormCell cell, CellValue value) =>
        !value.HasNumber ? SlotTally.Absent(TableMeasurer.Gap(value.State))
        : cell.Type != CellType.Amount ? SlotTally.Number(value.Value)
        : Money.InYuan(value, cell.Type, cell.AmountUnit) is { } number ? SlotTally.Number(number)
        : SlotTally.Absent(Unreadable);
}
