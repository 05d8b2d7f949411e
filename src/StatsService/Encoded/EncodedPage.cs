using System.Buffers;
using Google.Protobuf;
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
    private readonly WireBuffer _rows = new();

    public int Count { get; private set; }

    /// <summary>Of the rows so far, in bytes.</summary>
    public int Length => _rows.Length;

    /// <summary>What they leave.</summary>
    public int Left => PageLimit.MaxBytes - Length;

    public Memory<byte> Memory => _rows.Memory;

    public void Dispose() => _rows.Dispose();

    /// <summary>Takes a row, or leaves it to the next page. There is always room for the first.</summary>
    /// <param name="encoded">Fields of the row behind those of the message.</param>
    public bool TryAdd(IMessage row, ReadOnlySpan<byte> encoded = default)
    {
        var (tag, head) = (WireBuffer.TagOf(field), row.CalculateSize());
        var length = (ulong)(head + encoded.Length);
        if (Count == size
            || (Count > 0 && WireBuffer.SizeOf(tag) + WireBuffer.SizeOf(length) + (int)length > Left))
        {
            return false;
        }

        _rows.Tag(tag);
        _rows.Varint(length);
        _rows.Message(row, head);
        _rows.Raw(encoded);
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
