namespace StatsService.Forms.Measuring;

/// <summary>Compiles forms to plans.</summary>
internal sealed class FormPlanner(FormCatalog catalog, IReadOnlyList<Slot> slots)
{
    private readonly List<string> _tables =
    [
        .. catalog.Forms.Values.SelectMany(form => form.Tables).Select(table => table.Id)
            .Distinct(StringComparer.Ordinal),
    ];

    public FormPlan Compile(Form form, int number) => new(
        number,
        form.Tables.ToDictionary(table => table.Id, table => Compile(form, table), StringComparer.Ordinal),
        [
            .. slots.Select(slot =>
                catalog.Measurement(slot.Indicator, form) is { } found ? Bit(_tables.IndexOf(found.Table)) : 0),
        ]);

    private TablePlan Compile(Form form, FormTable table)
    {
        var cells = table.Cells.ToArray();
        var places = cells.Select((cell, place) => (cell.Code, place))
            .ToDictionary(cell => cell.Code, cell => cell.place, StringComparer.Ordinal);
        var sections = table.Sections.Select((section, i) => (section.Id, i))
            .ToDictionary(section => section.Id, section => Bit(section.i), StringComparer.Ordinal);
        SlotPlan[] plans =
        [
            .. slots
                .Select(slot => (Slot: slot, Measurement: catalog.Measurement(slot.Indicator, form)))
                .Where(pair => pair.Measurement?.Table == table.Id)
                .Select(pair => Plan(pair.Slot, pair.Measurement!)),
        ];
        (int Topic, ulong Section)[] topics =
        [
            .. plans.Where(plan => plan.Cells.Length > 0).Select(plan => (slots[plan.Slot].Topic, plan.Section))
                .Distinct(),
        ];
        return new(_tables.IndexOf(table.Id), cells, places, sections, plans, topics, [.. cells.Select(Touched)]);

        ulong Touched(FormCell cell) => topics.Where(topic => (topic.Section & sections[cell.Section]) != 0)
            .Aggregate(0UL, (bits, topic) => bits | Bit(topic.Topic));

        SlotPlan Plan(Slot slot, Measurement measurement)
        {
            var measured = measurement.Rows.Select(row => TableMeasurer.Cell(form, row, slot.Applicant)).ToList();
            var near = measurement.Comparability == Comparability.Near;
            return measured.Contains(null)
                ? new(slot.Number, [], 0, near)
                : new(
                    slot.Number, [.. measured.Select(cell => places[cell!.Code])],
                    measured.Aggregate(0UL, (bits, cell) => bits | sections[cell!.Section]), near);
        }
    }

    private static ulong Bit(int number) => 1UL << number;
}
