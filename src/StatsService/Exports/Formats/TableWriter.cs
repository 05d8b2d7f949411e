namespace StatsService.Exports.Formats;

/// <summary>
/// Writes a flat table, forward only. The same rows give the same bytes: nothing of the clock, of the machine or by
/// chance goes into a file.
/// </summary>
internal abstract class TableWriter : IAsyncDisposable
{
    /// <param name="row">A value for each column, as <see cref="ExportColumn{TRow}.Value"/> gives it.</param>
    public abstract ValueTask Write(IReadOnlyList<object?> row);

    /// <summary>Writes what stands behind the rows.</summary>
    public abstract ValueTask End();

    /// <summary>Lets go of what it holds; without <see cref="End"/> the file is broken.</summary>
    public abstract ValueTask DisposeAsync();
}
