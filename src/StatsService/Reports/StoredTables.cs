using System.Collections.Concurrent;
using System.Collections.Frozen;
using Ogi.Stats.Store.V1;
using StatsService.Forms;

namespace StatsService.Reports;

/// <summary>
/// Tables as they are stored: plain counts and blanks as runs over the form's cell numbers, two bytes a printed zero or
/// less (docs/adr/0006). What is nowhere listed is not printed.
/// </summary>
internal static class StoredTables
{
    /// <summary>How many numbers the cells of a table have.</summary>
    private static readonly ConcurrentDictionary<FormTable, int> Lengths = new(ReferenceEqualityComparer.Instance);

    public static StoredTable Write(ReportTable table) => Write(table, table.Cells);

    /// <summary>A table of which only <paramref name="cells"/> are written.</summary>
    public static StoredTable Write(ReportTable table, IEnumerable<KeyValuePair<string, CellValue>> cells)
    {
        var form = FormCatalog.Default.Forms[table.Form];
        var stored = new StoredTable
        {
            Table = table.Table,
            Form = table.Form,
            Scope = (int)table.Scope,
            PrintedScope = table.PrintedScope ?? "",
            Note = table.Note ?? "",
        };
        stored.SectionScopes.Add(table.SectionScopes.Select(section => new StoredSectionScope
        {
            Section = section.Section,
            Scope = (int)section.Scope,
            PrintedScope = section.PrintedScope ?? "",
        }));

        var listed = cells
            .Select(cell => (form.Cells[cell.Key].Number, cell.Value))
            .OrderBy(cell => cell.Number)
            .ToList();
        var counts = listed.Where(cell => IsPlainCount(cell.Value)).ToList();
        CellRuns.Write(counts.Select(cell => cell.Number), stored.CountRuns);
        stored.Counts.Add(counts.Select(cell => (long)cell.Value.Value));
        var blanks = listed.Where(cell => cell.Value == CellValue.Blank);
        CellRuns.Write(blanks.Select(cell => cell.Number), stored.BlankRuns);
        stored.Others.Add(listed
            .Where(cell => !IsPlainCount(cell.Value) && cell.Value != CellValue.Blank)
            .Select(cell => new StoredCell { Cell = (uint)cell.Number, Value = StoredValues.Write(cell.Value) }));
        return stored;
    }

    public static ReportTable Read(StoredTable stored)
    {
        var form = FormCatalog.Default.Forms[stored.Form];
        var table = form.Table(stored.Table)
            ?? throw new InvalidOperationException($"The form {stored.Form} lost its table {stored.Table}.");
        var cells = new CellValue?[Lengths.GetOrAdd(table, t => t.Cells.Max(cell => cell.Number) + 1)];
        var next = 0;
        foreach (var number in CellRuns.ReadNumbers(stored.CountRuns))
        {
            cells[number] = CellValue.Count(stored.Counts[next++]);
        }

        foreach (var number in CellRuns.ReadNumbers(stored.BlankRuns))
        {
            cells[number] = CellValue.Blank;
        }

        foreach (var cell in stored.Others)
        {
            cells[cell.Cell] = StoredValues.Read(cell.Value);
        }

        return Head(stored) with { Cells = new NumberedCells(form, table, cells) };
    }

    /// <summary>What it says beside its cells.</summary>
    public static ReportTable Head(StoredTable stored) =>
        new(stored.Table, stored.Form, FrozenDictionary<string, CellValue>.Empty)
        {
            Scope = (Scope)stored.Scope,
            PrintedScope = stored.PrintedScope.Length > 0 ? stored.PrintedScope : null,
            SectionScopes =
            [
                .. stored.SectionScopes.Select(section => new SectionScope(
                    section.Section,
                    (Scope)section.Scope,
                    section.PrintedScope.Length > 0 ? section.PrintedScope : null)),
            ],
            Note = stored.Note.Length > 0 ? stored.Note : null,
        };

    private static bool IsPlainCount(CellValue value) =>
        value is { HasNumber: true, IsAmount: false, Printed: null, Span: null } && value.Alternatives.Count == 0;
}
