using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace StatsService.Forms;

/// <summary>
/// The printed cells of a table by their numbers on its form, as they are stored: found without looking up a code.
/// </summary>
/// <param name="values">By <see cref="FormCell.Number"/>; null: not printed.</param>
public sealed class NumberedCells(Form form, FormTable table, CellValue?[] values)
    : IReadOnlyDictionary<string, CellValue>
{
    public int Count { get; } = values.Length - values.AsSpan().Count((CellValue?)null);

    public IEnumerable<string> Keys => this.Select(cell => cell.Key);

    public IEnumerable<CellValue> Values => values.OfType<CellValue>();

    public CellValue this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no cell {key}.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out CellValue value)
    {
        value = form.Cells.TryGetValue(key, out var cell) ? At(cell) : null;
        return value is not null;
    }

    /// <param name="cell">Of the same form.</param>
    public CellValue? At(FormCell cell) =>
        cell.Number < values.Length && cell.Table == table.Id ? values[cell.Number] : null;

    public IEnumerator<KeyValuePair<string, CellValue>> GetEnumerator()
    {
        foreach (var cell in table.Cells)
        {
            if (At(cell) is { } value)
            {
                yield return new(cell.Code, value);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
