using System.Buffers;
using Ogi.Stats.V1;
using StatsService.Requests;

namespace StatsService.Encoded;

/// <summary>
/// The rows of a page as they go out, as long as there is room for more: for answers of many figures, without an object
/// a figure. <see cref="Page{TRow}"/> is for all others.
/// </summary>
/// <param name="field">The number of the rows in the answer.</param>
/// <param name="size">At most so many.</param>
internal sealed class EncodedPage(int field, int size) : IMemoryOwner<byte>
{
    private readonly uint _tag = WireBuffer.TagOf(field);
    private readonly WireBuffer _rows = new();
    private int _before;
    private int _begin;

    public int Count { get; private set; }

    /// <summary>Of the rows so far, in bytes.</summary>
    public int Length => _rows.Length;

    /// <summary>What they leave.</summary>
    public int Left => PageLimit.MaxBytes - Length;

    public Memory<byte> Memory => _rows.Memory;

    public void Dispose() => _rows.Dispose();

    /// <summary>Begins a row.</summary>
    /// <returns>Its fields are written into this.</returns>
    public WireBuffer Begin()
    {
        _before = _rows.Length;
        _begin = _rows.Begin(_tag);
        return _rows;
    }

    /// <summary>Takes the row, or leaves it to the next page. There is always room for the first.</summary>
    public bool TryEnd()
    {
        _rows.End(_begin);
        if (Count == size || (Count > 0 && Left < 0))
        {
            _rows.CutTo(_before);
            return false;
        }

        Count++;
        return true;
    }

    /// <summary>The answer, with these rows.</summary>
    public T In<T>(T answer)
        where T : IEncodedRows
    {
        answer.Rows = this;
        return answer;
    }
}
