using System.Collections.Concurrent;
using System.Text;
using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// Stored tables straight to the bytes of <c>Report.tables</c> on the wire, without an object a cell, for whoever sends
/// many: the same as <see cref="WireTables.Write"/> of <see cref="StoredTables.Read"/>, at a fraction of the cost.
/// </summary>
internal static class EncodedTables
{
    private static readonly uint Table = WireFormat.MakeTag(
        Wire.Report.TablesFieldNumber, WireFormat.WireType.LengthDelimited);

    private static readonly uint Entry = WireFormat.MakeTag(
        Wire.ReportTable.CellsFieldNumber, WireFormat.WireType.LengthDelimited);

    /// <summary>In the entry of a map: <c>key = 1</c>, <c>value = 2</c>.</summary>
    private static readonly uint Key = WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited);
    private static readonly uint Value = WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited);

    private static readonly uint Count = WireFormat.MakeTag(
        Wire.CellValue.CountFieldNumber, WireFormat.WireType.Varint);

    private static readonly byte[] Blank = WireValues.Write(CellValue.Blank).ToByteArray();

    private static readonly ConcurrentDictionary<(string Form, string Table), byte[]?[]> Keys = [];

    /// <summary>Of this thread: new ones would cost as much as what is written into them.</summary>
    [ThreadStatic]
    private static WireBuffer? _all;

    [ThreadStatic]
    private static WireBuffer? _one;

    /// <returns>Until this thread calls again.</returns>
    public static ArraySegment<byte> Of(IEnumerable<StoredTable> tables)
    {
        var (all, one) = (_all ??= new(), _one ??= new());
        all.Clear();
        foreach (var stored in tables)
        {
            one.Clear();
            Write(stored, one);
            all.Tag(Table);
            all.Bytes(one.Written);
        }

        return all.Written;
    }

    private static void Write(StoredTable stored, WireBuffer buffer)
    {
        buffer.Raw(WireTables.Write(StoredTables.Head(stored)).ToByteArray());
        var keys = Keys.GetOrAdd((stored.Form, stored.Table), _ => KeysOf(stored));
        var next = 0;
        for (int run = 0, number = 0; run + 1 < stored.CountRuns.Count; run += 2)
        {
            number += (int)stored.CountRuns[run];
            for (var left = stored.CountRuns[run + 1]; left > 0; left--, number++)
            {
                WriteCount(keys[number]!, stored.Counts[next++], buffer);
            }
        }

        foreach (var number in CellRuns.Read(stored.BlankRuns))
        {
            WriteCell(keys[number]!, Blank, buffer);
        }

        foreach (var cell in stored.Others)
        {
            WriteCell(keys[cell.Cell]!, WireValues.Write(StoredValues.Read(cell.Value)).ToByteArray(), buffer);
        }
    }

    private static void WriteCount(byte[] key, long count, WireBuffer buffer)
    {
        var bits = unchecked((ulong)count); // as int64 is written: a negative one in ten bytes
        var value = WireBuffer.SizeOf(Count) + WireBuffer.SizeOf(bits);
        buffer.Tag(Entry);
        buffer.Varint((ulong)(key.Length + WireBuffer.SizeOf(Value) + 1 + value));
        buffer.Raw(key);
        buffer.Tag(Value);
        buffer.Varint((ulong)value);
        buffer.Tag(Count);
        buffer.Varint(bits);
    }

    private static void WriteCell(byte[] key, byte[] value, WireBuffer buffer)
    {
        buffer.Tag(Entry);
        buffer.Varint((ulong)(
            key.Length + WireBuffer.SizeOf(Value) + WireBuffer.SizeOf((ulong)value.Length) + value.Length));
        buffer.Raw(key);
        buffer.Tag(Value);
        buffer.Bytes(value);
    }

    /// <summary>By their numbers, each with its tag and length.</summary>
    private static byte[]?[] KeysOf(StoredTable stored)
    {
        var cells = FormCatalog.Default.Forms[stored.Form].Table(stored.Table)!.Cells;
        var keys = new byte[]?[cells.Max(cell => cell.Number) + 1];
        var buffer = new WireBuffer();
        foreach (var cell in cells)
        {
            buffer.Clear();
            buffer.Tag(Key);
            buffer.Bytes(Encoding.UTF8.GetBytes(cell.Code));
            keys[cell.Number] = buffer.Written.ToArray();
        }

        return keys;
    }
}
