using Google.Protobuf;

namespace StatsService.Requests;

/// <summary>The rows of a page, as long as there is room for more.</summary>
/// <param name="size">At most so many.</param>
internal sealed class Page<TRow>(int size)
    where TRow : IMessage
{
    /// <summary>The tag and the length of a row in its list, at most.</summary>
    private const int Frame = 6;

    private readonly List<TRow> _rows = [];
    private int _bytes;

    public IReadOnlyList<TRow> Rows => _rows;

    /// <summary>Takes a row, or leaves it to the next page. There is always room for the first.</summary>
    public bool TryAdd(TRow row)
    {
        _bytes += row.CalculateSize() + Frame;
        if (_rows.Count == size || (_rows.Count > 0 && _bytes > PageLimit.MaxBytes))
        {
            return false;
        }

        _rows.Add(row);
        return true;
    }
}
