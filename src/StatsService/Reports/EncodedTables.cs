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

    private static readonly ConcurrentDictionary<(string Form, string Table), EncodedCells> Cells = [];

    private static readonly ConcurrentDictionary<(string Form, string Table, int Scope), byte[]> Heads = [];

    /// <summary>All tables of a report, as its fields.</summary>
    public static void Write(IEnumerable<StoredTable> tables, WireBuffer report)
    {
        foreach (var stored in tables)
        {
            var begin = report.Begin(Table);
            Write(stored, report);
            report.End(begin);
        }
    }

    private static void Write(StoredTable stored, WireBuffer buffer)
    {
        WriteHead(stored, buffer);
        var cells = Cells.GetOrAdd(
            (stored.Form, stored.Table), static at => new(FormCatalog.Default.Forms[at.Form].Table(at.Table)!));
        var next = 0;
        foreach (var (first, length) in CellRuns.Read(stored.CountRuns))
        {
            cells.WriteCounts(first, length, stored.Counts, next, buffer);
            next += length;
        }

        foreach (var (first, length) in CellRuns.Read(stored.BlankRuns))
        {
            cells.WriteBlanks(first, length, buffer);
        }

        foreach (var cell in stored.Others)
        {
            cells.Write((int)cell.Cell, WireValues.Write(StoredValues.Read(cell.Value)).ToByteArray(), buffer);
        }
    }

    /// <summary>Most tables say nothing but what they cover.</summary>
    private static void WriteHead(StoredTable stored, WireBuffer buffer)
    {
        if (stored.PrintedScope.Length + stored.Note.Length + stored.SectionScopes.Count > 0)
        {
            buffer.Message(WireTables.Write(StoredTables.Head(stored)));
            return;
        }

        buffer.Raw(Heads.GetOrAdd((stored.Form, stored.Table, stored.Scope), static at => WireTables.Write(
            StoredTables.Head(new() { Form = at.Form, Table = at.Table, Scope = at.Scope })).ToByteArray()));
    }
}
