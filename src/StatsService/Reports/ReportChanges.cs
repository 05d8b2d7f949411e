using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The cells that a correction changed, as the API tells them.</summary>
internal static class ReportChanges
{
    /// <summary>Those of an event; only corrections have any.</summary>
    public static IEnumerable<Wire.CellChange> Of(IMessage? e) =>
        e is ReportCorrected corrected ? corrected.Changes.SelectMany(Of) : [];

    /// <summary>Those between two contents.</summary>
    public static IEnumerable<Wire.CellChange> Between(ReportContent before, ReportContent after) =>
        TableChanges.Between(before.Tables, after.Tables).SelectMany(Of);

    private static IEnumerable<Wire.CellChange> Of(TableChange change)
    {
        var before = Cells(change.Before);
        var after = Cells(change.After);
        var codes = before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return codes.Select(code => new Wire.CellChange
        {
            Table = (change.After ?? change.Before).Table,
            Cell = code,
            OldValue = before.TryGetValue(code, out var old) ? WireValues.Write(old) : null,
            NewValue = after.TryGetValue(code, out var now) ? WireValues.Write(now) : null,
        });
    }

    private static IReadOnlyDictionary<string, CellValue> Cells(StoredTable? table) =>
        table is null ? new Dictionary<string, CellValue>(StringComparer.Ordinal) : StoredTables.Read(table).Cells;
}
