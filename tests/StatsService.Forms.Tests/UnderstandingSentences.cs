using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

public sealed class UnderstandingSentences
{
    private static readonly StatedFigure Fine = Stated("t1", 5, "applications.received");

    [Fact]
    public void A_figure_names_indicators_that_there_are()
    {
        Expect("UNKNOWN_INDICATOR", "stated_figures[0].indicators[1]",
            Fine with { Indicators = ["applications.received", "applications.recieved"] });
        Expect("INVALID_VALUE", "stated_figures[0].indicators", Fine with { Indicators = [] });
    }

    [Fact]
    public void The_nearest_indicator_is_suggested() => Assert.Equal(
        "applications.refused.state_secret",
        Assert.Single(Problems(Fine with { Indicators = ["applications.refused.state_secrets"] })).Suggestion);

    [Fact]
    public void A_figure_has_a_number()
    {
        Expect("CELL_EMPTY", "stated_figures[0].value", Fine with { Value = CellValue.Blank });
        Assert.Empty(Problems(Fine with { Value = Uncertain(5, 6) }));
    }

    [Fact]
    public void The_number_of_a_figure_fits_the_indicator()
    {
        Expect("NEGATIVE_COUNT", "stated_figures[0].value", Fine with { Value = CellValue.Count(-5) });
        Expect("CELL_TYPE_MISMATCH", "stated_figures[0].value",
            Fine with { Value = CellValue.Amount(5, AmountUnit.Yuan) });
        Assert.Empty(Problems(
            Fine with
            {
                Indicators = ["fees.request_charges"],
                Value = CellValue.Amount(5, AmountUnit.TenThousandYuan)
            }));
        Assert.Empty(Problems(
            Fine with { Indicators = ["actions.penalty.items_change"], Value = CellValue.Count(-5) }));
    }

    [Fact]
    public void The_ids_of_figures_are_there_and_used_once()
    {
        Expect("INVALID_VALUE", "stated_figures[0].id", Fine with { Id = "" });
        Expect("INVALID_VALUE", "stated_figures[1].id", Fine, Fine);
    }

    [Fact]
    public void A_link_leads_to_another_figure()
    {
        Expect("INVALID_VALUE", "stated_figures[0].part_of", Fine with { PartOf = "t9" });
        Expect("INVALID_VALUE", "stated_figures[0].at_most", Fine with { AtMost = "t9" });
        Expect("INVALID_VALUE", "stated_figures[0].share_of", Fine with { ShareOf = "t9" });
        Expect("INVALID_VALUE", "stated_figures[0].part_of", Fine with { PartOf = "t1" });
        Expect("INVALID_VALUE", "stated_figures[0].share_of", Fine with { ShareOf = "t1" });
        Assert.Empty(Problems(
            Fine, Fine with { Id = "t2", PartOf = "t1", AtMost = "t1" }, Fine with { Id = "t3", PartOf = "t2" }));
    }

    [Fact]
    public void Links_do_not_run_in_a_circle() => Assert.Equal(
        ["stated_figures[0].part_of", "stated_figures[1].part_of"],
        Problems(Fine with { PartOf = "t2" }, Fine with { Id = "t2", PartOf = "t1" },
            Fine with { Id = "t3", PartOf = "t1" })
            .Select(problem => problem.Path));

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void A_percentage_is_not_negative_or_senselessly_large(int percent) =>
        Expect("INVALID_VALUE", "stated_figures[0].percent", Fine with { Percent = percent });

    [Fact]
    public void A_count_is_at_most_a_million_million()
    {
        Expect("INVALID_VALUE", "stated_figures[0].value", Fine with { Value = CellValue.Count(1_000_000_000_001) });
        Assert.Empty(Problems(Fine with { Value = CellValue.Count(1_000_000_000_000) }));
    }

    private static void Expect(string reason, string path, params StatedFigure[] figures)
    {
        var problem = Assert.Single(Problems(figures));
        Assert.Equal((reason, path), (problem.Reason, problem.Path));
    }

    private static IReadOnlyList<ContentProblem> Problems(params StatedFigure[] figures) =>
        FormCatalog.Default.Problems(new(2018, Scope.Organ, [], figures));
}
