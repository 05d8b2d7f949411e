using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>What an event changed in a report's contents, as the API tells it.</summary>
internal static class ReportChanges
{
    /// <summary>The cells; of a first filing none.</summary>
    /// <param name="before">The report before the event.</param>
    public static IEnumerable<Wire.CellChange> Cells(StoredReport? before, IMessage? e) =>
        Tables(before, e).SelectMany(Cells);

    /// <summary>The cells that differ between two contents.</summary>
    public static IEnumerable<Wire.CellChange> Between(ReportContent before, ReportContent after) =>
        TableChanges.Between(before.Tables, after.Tables).SelectMany(Cells);

    /// <summary>
    /// The report's fields that changed beside the cells; <c>tables</c> where more of a table changed than its cells.
    /// </summary>
    public static IEnumerable<string> Fields(StoredReport? before, IMessage? e)
    {
        var (header, figures) = e switch
        {
            ReportFiled filed => (filed.Header, filed.StatedFigures),
            ReportCorrected corrected => (corrected.Header, corrected.StatedFigures),
            _ => default,
        };
        if (before is null || header is null)
        {
            return [];
        }

        var old = before.Header;
        (string Field, bool Same)[] fields =
        [
            ("title", old.Title == header.Title),
            ("document_number", old.DocumentNumber == header.DocumentNumber),
            ("publication_date", old.PublicationDate == header.PublicationDate),
            ("issuing_office", old.IssuingOffice == header.IssuingOffice),
            ("tables", Tables(before, e).All(
                change => Equals(WithoutCells(change.Before), WithoutCells(change.After)))),
            ("stated_figures", before.StatedFigures.Equals(figures)),
            ("narrative_sections", old.Sections.Equals(header.Sections)),
            ("source", (old.SourceSha256, old.SourceUri, old.SourceMediaType)
                == (header.SourceSha256, header.SourceUri, header.SourceMediaType)),
        ];
        return fields.Where(field => !field.Same).Select(field => field.Field);
    }

    private static IEnumerable<TableChange> Tables(StoredReport? before, IMessage? e) => e switch
    {
        ReportCorrected corrected => corrected.Changes,
        ReportFiled filed when before is not null => TableChanges.Between(
            [.. before.Tables.Select(StoredTables.Read)], [.. filed.Tables.Select(StoredTables.Read)]),
        _ => [],
    };

    private static IEnumerable<Wire.CellChange> Cells(TableChange change)
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

    private static StoredTable? WithoutCells(StoredTable? table)
    {
        if (table?.Clone() is not { } bare)
        {
            return null;
        }

        bare.CountRuns.Clear();
        bare.Counts.Clear();
        bare.BlankRuns.Clear();
        bare.Others.Clear();
        return bare;
    }
}
