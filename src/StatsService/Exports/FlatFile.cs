using StatsService.Exports.Formats;

namespace StatsService.Exports;

/// <summary>Writes rows into a file of a flat format.</summary>
internal static class FlatFile
{
    /// <summary>Rows after which there is something to take away.</summary>
    private const int AtOnce = 2000;

    /// <param name="writer">Is disposed of.</param>
    public static async IAsyncEnumerable<long> Write<TRow>(
        TableWriter writer, IReadOnlyList<ExportColumn<TRow>> columns, IAsyncEnumerable<IEnumerable<TRow>> pages)
    {
        await using (writer)
        {
            var rows = 0L;
            var values = new object?[columns.Count];
            await foreach (var page in pages)
            {
                foreach (var row in page)
                {
                    for (var i = 0; i < values.Length; i++)
                    {
                        values[i] = columns[i].Value(row);
                    }

                    await writer.Write(values);
                    if (++rows % AtOnce == 0)
                    {
                        yield return rows;
                    }
                }
            }

            await writer.End();
            yield return rows;
        }
    }
}
