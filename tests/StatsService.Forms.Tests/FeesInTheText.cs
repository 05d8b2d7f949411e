using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>What the text says of the fee for information, against the overdue fees of table 3.</summary>
public sealed class FeesInTheText
{
    private static readonly ReportContent Overdue = Sample.Balanced("2021")
        .With("applications.outcome.other_handling.fee_overdue@total", CellValue.Count(9));

    [Fact]
    public void A_fee_of_0_is_asked_about() => Assert.Equal("broken", Verdict(Fee("t1", 0)));

    [Fact]
    public void One_that_was_collected_is_not() => Assert.Equal("holds", Verdict(Fee("t1", 400)));

    [Fact]
    public void A_fee_of_another_year_or_another_scope_than_the_table_is_another_fee()
    {
        Assert.Equal("holds", Verdict(Fee("t1", 0) with { Year = 2020 }));
        Assert.Equal("holds", Verdict(Fee("t1", 0) with { Scope = Scope.Organ }));
        Assert.Equal("broken", Verdict(Fee("t1", 0) with { Scope = Scope.Region }));
    }

    [Fact]
    public void The_scope_is_that_of_the_table_where_it_has_its_own()
    {
        var tables = Overdue.Tables.Select(table => table with { Scope = Scope.Level });

        var report = Overdue with { Tables = [.. tables] };

        Assert.Equal("holds", Verdict(report, Fee("t1", 0)));
        Assert.Equal("broken", Verdict(report, Fee("t1", 0) with { Scope = Scope.Level }));
    }

    [Fact]
    public void Sentences_that_say_the_same_are_one_and_those_that_differ_settle_nothing()
    {
        Assert.Equal("broken", Verdict(Fee("t1", 0), Fee("t2", 0)));
        Assert.Equal("open", Verdict(Fee("t1", 0), Fee("t2", 400)));
        Assert.Equal("open", Verdict(Fee("t1", 400), Fee("t2", 0)));
    }

    private static StatedFigure Fee(string id, decimal yuan) =>
        new(id, ["fees.information_processing.collected"], CellValue.Amount(yuan, AmountUnit.Yuan));

    private static string Verdict(params StatedFigure[] figures) => Verdict(Overdue, figures);

    private static string Verdict(ReportContent report, params StatedFigure[] figures)
    {
        const string Rule = "2021.fees.overdue";
        var result = FormCatalog.Default.Check(report.State(figures), Breaks.City);
        return result.Findings.Any(finding => finding.Id == Rule) ? "broken"
            : result.NotAssessable.Contains(Rule) ? "open"
            : "holds";
    }
}
