namespace StatsService.Forms.Tests;

/// <summary>Stored reports name their cells by number: a number once given is never given to another cell.</summary>
public sealed class CellNumbers
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden", "cell-numbers.tsv");

    [Fact]
    public void The_numbers_of_cells_are_what_they_always_were()
    {
        var now = FormCatalog.Default.Forms.Values.OrderBy(form => form.Id, StringComparer.Ordinal)
            .SelectMany(form => form.Cells.Values.Select(
                cell => $"{form.Id}\t{cell.Table}\t{cell.Code}\t{cell.Number}"))
            .ToList();
        File.WriteAllLines(Golden + ".now", now);

        Assert.Equal(File.ReadAllLines(Golden), now);
    }

    [Fact]
    public void The_numbers_of_cells_are_unique_in_their_table() => Assert.All(
        FormCatalog.Default.Forms.Values.SelectMany(form => form.Tables),
        table => Assert.Equal(table.Cells.Count, table.Cells.Select(cell => cell.Number).Distinct().Count()));
}
