using System.Text;
using Google.Protobuf;
using StatsService.Encoded;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// A cell of a form as an entry of <c>ReportTable.cells</c> on the wire. Counts are most of what is sent: all that
/// stands before the number is there beforehand, once for each length of a number.
/// </summary>
internal sealed class EncodedCell
{
    private static readonly uint Entry = WireBuffer.TagOf(Wire.ReportTable.CellsFieldNumber);

    /// <summary>In the entry of a map: <c>key = 1</c>, <c>value = 2</c>.</summary>
    private static readonly uint Key = WireBuffer.TagOf(1);
    private static readonly uint Value = WireBuffer.TagOf(2);

    private static readonly uint Number = WireFormat.MakeTag(
        Wire.CellValue.CountFieldNumber, WireFormat.WireType.Varint);

    /// <summary>The code of the cell, with its tag and length.</summary>
    private readonly byte[] _key;

    /// <summary>What stands before a number, by the bytes that it takes.</summary>
    private readonly byte[][] _before;

    public EncodedCell(string code)
    {
        using var buffer = new WireBuffer();
        buffer.Tag(Key);
        buffer.Bytes(Encoding.UTF8.GetBytes(code));
        _key = buffer.Written.ToArray();
        _before = [.. Enumerable.Range(0, WireBuffer.MaxVarint + 1).Select(Before)];
    }

    public void WriteCount(long count, WireBuffer buffer)
    {
        var bits = unchecked((ulong)count); // as int64 is written: a negative one in ten bytes
        buffer.Raw(_before[WireBuffer.SizeOf(bits)], bits);
    }

    /// <param name="value">A <see cref="Wire.CellValue"/>.</param>
    public void Write(ReadOnlySpan<byte> value, WireBuffer buffer)
    {
        Begin(value.Length, buffer);
        buffer.Raw(value);
    }

    private byte[] Before(int number)
    {
        using var buffer = new WireBuffer();
        Begin(WireBuffer.SizeOf(Number) + number, buffer);
        buffer.Tag(Number);
        return buffer.Written.ToArray();
    }

    private void Begin(int value, WireBuffer buffer)
    {
        buffer.Tag(Entry);
        buffer.Varint((ulong)(_key.Length + WireBuffer.SizeOf(Value) + WireBuffer.SizeOf((ulong)value) + value));
        buffer.Raw(_key);
        buffer.Tag(Value);
        buffer.Varint((ulong)value);
    }
}
