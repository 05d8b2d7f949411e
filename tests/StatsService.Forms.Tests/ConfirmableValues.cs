using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

/// <summary>
/// A confirmation is bound to a finding's hash: it must change with all that the finding was made on.
/// </summary>
public sealed class ConfirmableValues
{
    private static readonly ReportContent TextOnly = new(2018, Scope.Region, [], []);
    private static readonly StatedFigure All = Stated("all", 205, "replies.total");
    private static readonly StatedFigure Part =
        Stated("part", 10, "replies.agreed") with { ShareOf = "all", Percent = 48.7m };

    [Fact]
    public void Of_a_percentage_it_changes_with_the_percentage_and_both_figures()
    {
        var hash = Hash("text.percent", TextOnly.State(All, Part));

        Assert.Equal(hash, Hash("text.percent", TextOnly.State(All, Part, Stated("t9", 3, "resources.complaints"))));
        Assert.NotEqual(hash, Hash("text.percent", TextOnly.State(All, Part with { Percent = 50 })));
        Assert.NotEqual(hash, Hash("text.percent", TextOnly.State(All, Part with { Value = CellValue.Count(11) })));
        Assert.NotEqual(hash, Hash("text.percent", TextOnly.State(All with { Value = CellValue.Count(206) }, Part)));
    }

    [Fact]
    public void Of_a_figure_it_changes_with_the_year_and_the_scope_that_it_is_stated_for()
    {
        var hash = Hash("text.percent", TextOnly.State(All, Part));

        Assert.NotEqual(hash, Hash("text.percent", TextOnly.State(All, Part with { Year = 2017 })));
        Assert.NotEqual(hash, Hash("text.percent", TextOnly.State(All with { Year = 2017 }, Part)));
        Assert.NotEqual(hash, Hash("text.percent", TextOnly.State(All, Part with { Scope = Scope.Organ })));
        Assert.Equal(hash, Hash("text.percent", TextOnly.State(All, Part with { Scope = Scope.Region })));
    }

    [Fact]
    public void Of_a_table_on_another_form_it_changes_with_the_year_and_the_form()
    {
        ReportContent On(string form, int year) => new(year, Scope.Region, [Balanced(form).Tables[1]], []);
        var hash = Hash("form.years", On("2019", 2023));

        Assert.Equal(hash, Hash("form.years", On("2019", 2023).Add("applications.carried_out@total", 1)));
        Assert.NotEqual(hash, Hash("form.years", On("2019", 2024)));
        Assert.NotEqual(Hash("form.years", On("2019", 2018)), Hash("form.years", On("2021", 2018)));
    }

    private static string Hash(string rule, ReportContent report) => FormCatalog.Default.Check(report, Breaks.City)
        .Findings.Single(finding => finding.Rule.Id == rule).ValuesHash;
}
