using System.Collections.Concurrent;
using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Encoded;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// Stored tables straight to the bytes of <c>Report.tables</c> on the wire, without an object a cell, for whoever sends
/// many: the same as <see cref="WireTables.Write"/> of <see cref="StoredTables.Read"/>, at a fraction of the cost.
/// </summary>
internal static class EncodedTables
{
    private static readonly uint Table = WireBuffer.TagOf(Wire.Report.TablesFieldNumber);

    private static readonly byte[] Blank = WireValues.Write(CellValue.Blank).ToByteArray();

    private static readonly ConcurrentDictionary<(string Form, string Table), EncodedCell?[]> Cells = [];

    /// <summary>Of this thread, and kept: new ones would cost as much as what is written into them.</summary>
    [ThreadStatic]
    private static WireBuffer? _report;

    [ThreadStatic]
    private static WireBuffer? _tables;

    [ThreadStatic]
    private static WireBuffer? _table;

    /// <returns>Until this thread calls again.</returns>
    public static ReadOnlySpan<byte> Of(IReadOnlyList<StoredTable> tables)
    {
        var (all, one) = (_tables ??= new(), _table ??= new());
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

    /// <summary>A report with its tables, as a field of another message.</summary>
    /// <param name="field">Its number.</param>
    /// <returns>Until this thread calls again.</returns>
    public static ReadOnlySpan<byte> In(int field, Wire.Report head, IReadOnlyList<StoredTable> tables)
    {
        var (size, report) = (head.CalculateSize(), _report ??= new());
        var encoded = Of(tables);
        report.Clear();
        report.Tag(WireBuffer.TagOf(field));
        report.Varint((ulong)(size + encoded.Length));
        report.Message(head, size);
        report.Raw(encoded);
        return report.Written;
    }

    private static void Write(StoredTable stored, WireBuffer buffer)
    {
        var head = WireTables.Write(StoredTables.Head(stored));
        buffer.Message(head, head.CalculateSize());
        var cells = Cells.GetOrAdd((stored.Form, stored.Table), _ => Encoded(stored));
        var next = 0;
        foreach (var number in CellRuns.Read(stored.CountRuns))
        {
            cells[number]!.WriteCount(stored.Counts[next++], buffer);
        }

        foreach (var number in CellRuns.Read(stored.BlankRuns))
        {
            cells[number]!.Write(Blank, buffer);
        }

        foreach (var cell in stored.Others)
        {
            cells[cell.Cell]!.Write(WireValues.Write(StoredValues.Read(cell.Value)).ToByteArray(), buffer);
        }
    }

    /// <summary>By their numbers.</summary>
    private static EncodedCell?[] Encoded(StoredTable stored)
    {
        var cells = FormCatalog.Default.Forms[stored.Form].Table(stored.Table)!.Cells;
        var encoded = new EncodedCell?[cells.Max(cell => cell.Number) + 1];
        foreach (var cell in cells)
        {
            encoded[cell.Number] = new(cell.Code);
        }

        return encoded;
    }
}
