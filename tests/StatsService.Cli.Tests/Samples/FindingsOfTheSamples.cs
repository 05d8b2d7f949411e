using StatsService.Forms;

namespace StatsService.Cli.Tests.Samples;

/// <summary>What the rules find in the five real reports, and nothing else.</summary>
public sealed class FindingsOfTheSamples
{
    [Fact]
    public void Huairou_2018_has_two_broken_sums_one_doubtful_sum_and_money_without_a_unit()
    {
        var findings = SampleReport.Read("110116-2018-region").Check(DivisionLevel.County).Findings;

        Assert.Equal(
            [
                (FindingStrength.Error, "2014.replies.sum", 205m, 204m),
                (FindingStrength.Error, "2014.staff.sum", 156m, 159m),
                (FindingStrength.Warning, "2014.litigation.above", 15m, 14m),
                (FindingStrength.Warning, "2014.staff.special_funds.unit", default(decimal?), default(decimal?)),
            ],
            findings.Where(IsOpenToQuestion).Select(found => (found.Strength, found.Rule.Id, found.Left, found.Right)));
    }

    [Fact]
    public void Huairou_2018_disclosed_less_items_than_its_channels_count_and_that_is_no_finding()
    {
        var findings = SampleReport.Read("110116-2018-region").Check(DivisionLevel.County).Findings;

        var cells = findings.SelectMany(finding => finding.Cells).Select(cell => cell.Cell);
        Assert.DoesNotContain("f2014.proactive.channel.website", cells, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("140400-2019-region", DivisionLevel.Prefecture)]
    [InlineData("130127-2018-unknown", DivisionLevel.County)]
    [InlineData("621027-2017-unknown", DivisionLevel.County)]
    [InlineData("440608-2016-unknown", DivisionLevel.County)]
    public void The_others_have_neither_error_nor_warning(string name, DivisionLevel level)
    {
        var sample = SampleReport.Read(name);

        Assert.Empty(sample.Check(level).Findings.Where(IsOpenToQuestion).Select(finding => finding.Id));
    }

    [Fact]
    public void Rules_on_the_cells_that_are_uncertain_are_not_assessable()
    {
        var check = SampleReport.Read("140400-2019-region").Check(DivisionLevel.Prefecture);

        Assert.Contains("2019.table3.row@applications.received_new", check.NotAssessable, StringComparer.Ordinal);
        Assert.Contains("2019.table3.column@business_enterprise", check.NotAssessable, StringComparer.Ordinal);
    }

    private static bool IsOpenToQuestion(Finding finding) => finding.Strength >= FindingStrength.Warning;
}
