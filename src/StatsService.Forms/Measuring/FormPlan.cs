namespace StatsService.Forms.Measuring;

/// <summary>How a table measures one slot: the sum of cells, by their places among its cells.</summary>
/// <param name="Cells">Empty where the form has no such cell: not on the form.</param>
/// <param name="Section">The sections that the cells are in, a bit each.</param>
internal readonly record struct SlotPlan(int Slot, int[] Cells, ulong Section, bool Near);

/// <summary>A table of a form, ready to be measured.</summary>
/// <param name="Topics">The topics that it measures, with their sections.</param>
/// <param name="Touched">For each of its cells the topics that the cell's section measures, a bit each.</param>
/// <param name="Places">The places of its cells by code.</param>
internal sealed record TablePlan(
    int Id, FormCell[] Cells, Dictionary<string, int> Places, Dictionary<string, ulong> Sections, SlotPlan[] Slots,
    (int Topic, ulong Section)[] Topics, ulong[] Touched);

/// <summary>A form, ready to be measured: which of its tables measure which slots, and by which cells.</summary>
/// <param name="Number">Its number among the catalog's forms, oldest first.</param>
/// <param name="Tables">Its tables by id.</param>
/// <param name="TableOf">For each slot the bit of the table that measures its indicator; 0: the form does not.</param>
internal sealed record FormPlan(int Number, Dictionary<string, TablePlan> Tables, ulong[] TableOf);
