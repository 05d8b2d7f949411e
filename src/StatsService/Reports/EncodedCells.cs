using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using StatsService.Canonical;
using StatsService.Encoded;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// The cells of a table as entries of <c>ReportTable.cells</c> on the wire. Nearly all that is sent is blank or a count
/// below 128, which takes one byte: the entries of all cells stand here one behind the other as they go out so, and a
/// run of them is one copy, into which the counts are put.
/// </summary>
internal sealed class EncodedCells
{
    private const long Small = 0x80;

    private static readonly uint Entry = WireBuffer.TagOf(Wire.ReportTable.CellsFieldNumber);

    /// <summary>In the entry of a map: <c>key = 1</c>, <c>value = 2</c>.</summary>
    private static readonly uint Key = WireBuffer.TagOf(1);
    private static readonly uint Value = WireBuffer.TagOf(2);

    private static readonly uint Count = WireFormat.MakeTag(
        Wire.CellValue.CountFieldNumber, WireFormat.WireType.Varint);

    /// <summary>By their numbers: the codes of the cells, with tag and length.</summary>
    private readonly byte[]?[] _keys;

    private readonly Printed _zeros;
    private readonly Printed _blanks;

    public EncodedCells(FormTable table)
    {
        _keys = new byte[table.Cells.Max(cell => cell.Number) + 1][];
        foreach (var cell in table.Cells)
        {
            using var key = new WireBuffer();
            key.Tag(Key);
            key.Bytes(Encoding.UTF8.GetBytes(cell.Code));
            _keys[cell.Number] = key.Written.ToArray();
        }

        var blank = WireValues.Write(CellValue.Blank).ToByteArray();
        _zeros = Print((number, entries) => WriteCount(number, 0, entries));
        _blanks = Print((number, entries) => Write(number, blank, entries));
    }

    /// <summary>Counts of cells whose numbers follow each other.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="next">Where its count is.</param>
    public void WriteCounts(int first, int length, RepeatedField<long> counts, int next, WireBuffer buffer)
    {
        for (var done = 0; done < length; done++)
        {
            var begin = done;
            while (done < length && counts[next + done] is >= 0 and < Small)
            {
                done++;
            }

            WriteSmall(first + begin, done - begin, counts, next + begin, buffer);
            if (done < length)
            {
                WriteCount(first + done, counts[next + done], buffer);
            }
        }
    }

    /// <summary>Blank cells whose numbers follow each other.</summary>
    public void WriteBlanks(int first, int length, WireBuffer buffer) => buffer.Raw(_blanks.Run(first, length));

    /// <param name="value">A <see cref="Wire.CellValue"/>.</param>
    public void Write(int number, ReadOnlySpan<byte> value, WireBuffer buffer)
    {
        Begin(number, value.Length, buffer);
        buffer.Raw(value);
    }

    private void WriteSmall(int first, int length, RepeatedField<long> counts, int next, WireBuffer buffer)
    {
        var written = buffer.Raw(_zeros.Run(first, length));
        var ends = _zeros.Begins.AsSpan(first + 1, length);
        var begin = _zeros.Begins[first];
        for (var i = 0; i < ends.Length; i++)
        {
            written[ends[i] - begin - 1] = (byte)counts[next + i];
        }
    }

    private void WriteCount(int number, long count, WireBuffer buffer)
    {
        var bits = unchecked((ulong)count); // as int64 is written: a negative one in ten bytes
        Begin(number, WireBuffer.SizeOf(Count) + WireBuffer.SizeOf(bits), buffer);
        buffer.Tag(Count);
        buffer.Varint(bits);
    }

    private void Begin(int number, int value, WireBuffer buffer)
    {
        var key = _keys[number]!;
        buffer.Tag(Entry);
        buffer.Varint((ulong)(key.Length + WireBuffer.SizeOf(Value) + WireBuffer.SizeOf((ulong)value) + value));
        buffer.Raw(key);
        buffer.Tag(Value);
        buffer.Varint((ulong)value);
    }

    private Printed Print(Action<int, WireBuffer> write)
    {
        using var entries = new WireBuffer();
        var begins = new int[_keys.Length + 1];
        for (var number = 0; number < _keys.Length; number++)
        {
            if (_keys[number] is not null) // Not every number is that of a cell.
            {
                write(number, entries);
            }

            begins[number + 1] = entries.Length;
        }

        return new(entries.Written.ToArray(), begins);
    }

    /// <summary>The entries of all cells.</summary>
    /// <param name="Begins">By the numbers of the cells: where each begins, and the one before ends.</param>
    private sealed record Printed(byte[] Entries, int[] Begins)
    {
        public ReadOnlySpan<byte> Run(int first, int length) =>
            Entries.AsSpan(Begins[first], Begins[first + length] - Begins[first]);
    }
}
