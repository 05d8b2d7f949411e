using StatsService.Forms.Understanding;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

/// <summary>
/// What no one means, but anyone can send. Each is so large that it ends only where the work grows with its size and
/// not with the square of it.
/// </summary>
public sealed class HugeReports
{
    private const int Many = 200_000;

    [Fact]
    public void A_name_of_millions_of_characters_has_no_nearest_one() =>
        Assert.Null(NearestName.Of(new string('x', 20_000_000), FormCatalog.Default.Indicators.Keys));

    [Fact]
    public void Figures_that_are_parts_of_each_other_in_one_long_chain_are_no_circle()
    {
        var chain = Enumerable.Range(0, Many).Select(i => Stated($"t{i}", 5, "applications.received") with
        {
            PartOf = i + 1 < Many ? $"t{i + 1}" : null,
        });

        Assert.Empty(Problems([.. chain]));
    }

    [Fact]
    public void Of_a_long_circle_every_figure_is_named()
    {
        var circle = Enumerable.Range(0, Many).Select(i => Stated($"t{i}", 5, "applications.received") with
        {
            AtMost = $"t{(i + 1) % Many}",
        });

        Assert.Equal(Many, Problems([.. circle]).Count);
    }

    [Fact]
    public void Unknown_cells_are_all_named_and_left_out_of_what_can_be_understood()
    {
        var cells = Enumerable.Range(0, Many).ToDictionary(
            i => $"no.such.cell_{i}@total", _ => CellValue.Count(1), StringComparer.Ordinal);
        cells["applications.received_new@total"] = CellValue.Count(1);
        var content = new ReportContent(2021, Scope.Organ, [new("table3", "2021", cells)], []);

        Assert.Equal(Many, FormCatalog.Default.Problems(content).Count);
        Assert.Equal(
            ["applications.received_new@total"], FormCatalog.Default.Understandable(content).Tables[0].Cells.Keys);
    }

    [Fact]
    public void Only_so_many_names_are_answered_with_the_nearest_one()
    {
        var figures = Enumerable.Range(0, 1000)
            .Select(i => Stated($"t{i}", 5, $"applications.recieved{i}"));

        Assert.Equal(20, Problems([.. figures]).Count(problem => problem.Suggestion is not null));
    }

    private static IReadOnlyList<ContentProblem> Problems(IReadOnlyList<StatedFigure> figures) =>
        FormCatalog.Default.Problems(new(2021, Scope.Organ, [], figures));
}
