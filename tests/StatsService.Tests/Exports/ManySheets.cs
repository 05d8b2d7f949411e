using StatsService.Exports;
using StatsService.Exports.Formats;

namespace StatsService.Tests.Exports;

/// <summary>A table with more rows than a sheet has goes on on the next one.</summary>
public sealed class ManySheets
{
    private static readonly IReadOnlyList<ExportColumn<int>> Columns =
    [
        ExportColumn<int>.Text("text", "文", "A text", row => $"r{row}"),
        ExportColumn<int>.Integer("number", "数", "A number", row => row),
    ];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    public async Task Each_sheet_begins_with_the_names_and_no_row_is_lost(int rows, int sheets)
    {
        var file = new MemoryStream();
        await using (var table = new WorkbookTable(file, Columns, [("query", "{}")], maxRows: 3))
        {
            for (var row = 0; row < rows; row++)
            {
                await table.Write([.. Columns.Select(column => column.Value(row))]);
            }

            await table.End();
        }

        var found = ExportReaders.Workbook(file.ToArray());
        Assert.Equal(sheets + 1, found.Count);
        Assert.Equal(found.Count, found.Select(sheet => sheet.Name).Distinct().Count());
        Assert.All(found.SkipLast(1), sheet => Assert.Equal(["text", "number"], sheet.Rows[0].Values));
        Assert.All(found.SkipLast(1), sheet => Assert.InRange(sheet.Rows.Count, 1, 3));
        Assert.Equal(
            Enumerable.Range(0, rows).Select(row => $"r{row} {row}"),
            found.SkipLast(1).SelectMany(sheet => sheet.Rows.Skip(1)).Select(row => string.Join(' ', row.Values)));
    }
}
