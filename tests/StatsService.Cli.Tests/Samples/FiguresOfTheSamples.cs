using System.Globalization;
using StatsService.Forms;

namespace StatsService.Cli.Tests.Samples;

/// <summary>The samples against the figures that were read by hand from the same documents.</summary>
public sealed class FiguresOfTheSamples
{
    [Theory]
    [MemberData(nameof(SampleReport.Names), MemberType = typeof(SampleReport))]
    public void Every_figure_read_by_hand_is_in_the_sample(string name)
    {
        var sample = SampleReport.Read(name);

        Assert.NotEmpty(Entries(sample, "values"));
        foreach (var (key, number) in Entries(sample, "values"))
        {
            Assert.True(Figures(sample, key).Any(value => Says(value, number)), key);
        }
    }

    [Theory]
    [MemberData(nameof(SampleReport.Names), MemberType = typeof(SampleReport))]
    public void Every_probable_figure_is_uncertain_and_one_of_the_alternatives(string name)
    {
        var sample = SampleReport.Read(name);

        foreach (var (key, number) in Entries(sample, "probable"))
        {
            var value = Assert.Single(Figures(sample, key));
            Assert.Equal(CellState.Uncertain, value.State);
            Assert.Contains(value.Alternatives, alternative => Says(alternative, number));
        }
    }

    [Theory]
    [MemberData(nameof(SampleReport.Names), MemberType = typeof(SampleReport))]
    public void Every_blank_cell_is_blank_and_not_zero(string name)
    {
        var sample = SampleReport.Read(name);

        var blank = sample.Truth.GetProperty("blank_cells").EnumerateArray().Select(code => code.GetString()!);

        Assert.All(blank, code => Assert.Equal(CellState.Blank, sample.Cell(code)?.State));
    }

    [Theory]
    [MemberData(nameof(SampleReport.Names), MemberType = typeof(SampleReport))]
    public void The_sample_states_no_number_that_was_not_read_by_hand(string name)
    {
        var sample = SampleReport.Read(name);
        var known = Entries(sample, "values").SelectMany(entry => Figures(sample, entry.Key))
            .ToHashSet(ReferenceEqualityComparer.Instance);

        var numbers = sample.Content.Tables.SelectMany(table => table.Cells.Values)
            .Concat(sample.Content.StatedFigures.Select(figure => figure.Value))
            .Where(value => value.HasNumber);

        Assert.All(numbers, number => Assert.Contains(number, known));
    }

    private static IEnumerable<KeyValuePair<string, decimal>> Entries(SampleReport sample, string group) =>
        sample.Truth.GetProperty(group).EnumerateObject()
            .Select(entry => KeyValuePair.Create(entry.Name, entry.Value.GetDecimal()));

    /// <summary>What the sample has for an entry: a cell, or sentences on the same indicator and year.</summary>
    private static IEnumerable<CellValue> Figures(SampleReport sample, string entry)
    {
        var code = entry.Replace("special_funds_as_printed", "special_funds", StringComparison.Ordinal)
            .Replace("special_funds_yuan", "special_funds", StringComparison.Ordinal);
        if (sample.Cell(code) is { } cell)
        {
            return [cell];
        }

        var series = code.StartsWith("series.", StringComparison.Ordinal);
        var (row, year) = series && code["series.".Length..].Split('@') is [var name, var stated]
            ? ("f2014." + name, int.Parse(stated, CultureInfo.InvariantCulture))
            : (code, sample.Content.Year);
        var indicator = Indicator(row);
        return sample.Content.StatedFigures
            .Where(figure => figure.Indicators[0] == indicator && (figure.Year ?? sample.Content.Year) == year)
            .Select(figure => figure.Value);
    }

    private static string Indicator(string code) =>
        FormCatalog.Default.Form("2014")!.Cells.TryGetValue(code, out var cell) ? cell.Indicator : code;

    /// <summary>Money as printed, or in yuan where its unit is known.</summary>
    private static bool Says(CellValue value, decimal number) =>
        value.HasNumber && (value.Value == number || value.Yuan == number);
}
