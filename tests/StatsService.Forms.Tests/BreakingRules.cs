using StatsService.Country;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

public sealed class BreakingRules
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    public static TheoryData<string> Rules => [.. Breaks.ByRule.Keys];

    public static TheoryData<string> Forms => ["2014", "2014-beijing", "2019", "2019-hubei", "2021"];

    [Fact]
    public void Every_rule_of_every_form_has_a_break_here() => Assert.Equal(
        Catalog.Forms.Values.SelectMany(form => form.Rules).Where(rule => !rule.OverTwoYears).Select(rule => rule.Id)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        Breaks.ByRule.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_report_whose_sums_are_right_has_no_findings_and_leaves_nothing_open(string form)
    {
        var result = Catalog.Check(Sample.Balanced(form), Breaks.City);

        Assert.Empty(result.Findings);
        Assert.Empty(result.NotAssessable);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_break_fires_exactly_the_instances_that_arithmetic_says(string rule)
    {
        var (_, form, context, change) = Breaks.ByRule[rule];
        var passing = Sample.Balanced(form);
        var broken = change(passing);

        var expected = KnownRules.Broken(broken, context);
        var fired = Catalog.Check(broken, context).Findings.Select(finding => finding.Id);

        Assert.Empty(Catalog.Check(passing, context).Findings);
        Assert.Contains(expected, id => id == rule || id.StartsWith(rule + "@", StringComparison.Ordinal));
        Assert.Equal(expected, fired.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_finding_says_in_both_languages_what_is_wrong(string rule)
    {
        var (_, form, context, change) = Breaks.ByRule[rule];

        var finding = Find(Catalog.Check(change(Sample.Balanced(form)), context), rule);

        Assert.DoesNotContain('{', finding.Message.Zh + finding.Message.En);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*\d", finding.Message.Zh);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", finding.Message.En);
        Assert.Matches(@"\d", finding.Message.En);
        Assert.NotEmpty(finding.Cells);
        Assert.Equal(finding.Rule.FindingStrength, finding.Strength);
    }

    [Fact]
    public void One_changed_cell_of_table_3_breaks_its_row_its_column_and_its_flow()
    {
        var report = Sample.Balanced("2021").Add("applications.outcome.total@research_institution", 1);

        Assert.Equal(
            ["2021.table3.column@research_institution", "2021.table3.flow@research_institution",
                "2021.table3.row@applications.outcome.total"],
            Catalog.Check(report, Breaks.City).Findings.Select(finding => finding.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Findings_come_strongest_first()
    {
        var report = Sample.Balanced("2014").Add("f2014.litigation.total", 1).Add("f2014.staff.total", 1);

        Assert.Equal(
            [FindingStrength.Error, FindingStrength.Warning],
            Catalog.Check(report, Breaks.City).Findings.Select(finding => finding.Strength));
    }

    [Fact]
    public void A_finding_names_both_sides_their_difference_and_every_cell()
    {
        var report = Sample.Balanced("2014").Add("f2014.staff.full_time", 3);

        var finding = Assert.Single(Catalog.Check(report, Breaks.City).Findings);

        Assert.Equal("f2014.staff.total = f2014.staff.full_time + f2014.staff.part_time", finding.Formula);
        Assert.Equal(report.Count("f2014.staff.total"), finding.Left);
        Assert.Equal(finding.Left + 3, finding.Right);
        Assert.Equal(-3, finding.Difference);
        Assert.Equal(["f2014.staff.total", "f2014.staff.full_time", "f2014.staff.part_time"],
            finding.Cells.Select(cell => cell.Cell));
    }

    [Fact]
    public void The_hash_of_a_finding_changes_with_its_values_and_with_nothing_else()
    {
        var report = Sample.Balanced("2014").Add("f2014.staff.full_time", 3);
        string Hash(ReportContent content) => Find(Catalog.Check(content, Breaks.City), "2014.staff.sum").ValuesHash;

        Assert.Matches("^[0-9a-f]{16}$", Hash(report));
        Assert.Equal(Hash(report), Hash(report.Add("f2014.complaints.total", 5)));
        Assert.NotEqual(Hash(report), Hash(report.Add("f2014.staff.part_time", 5)));
    }

    private static Finding Find(CheckResult result, string rule) =>
        result.Findings.First(finding => finding.Rule.Id == rule);
}
