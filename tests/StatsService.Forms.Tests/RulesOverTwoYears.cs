using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.TwoYears;

namespace StatsService.Forms.Tests;

/// <summary>Rules over two years on hand-made years: they hold, are broken, or left open by a gap.</summary>
public sealed class RulesOverTwoYears
{
    private const string Documents = "disclosure.normative_documents";

    public static TheoryData<string, string, string, long?, long?> Carried => new()
    {
        { "2019", "natural_person", "Holds", 118, 118 }, { "2021", "total", "Holds", 0, 0 },
        { "2019", "total", "Broken", 3, 5 }, { "2021", "other_organization", "Broken", 1, 0 },
        { "2019", "business_enterprise", "NotAssessable", null, 5 }, { "2021", "total", "NotAssessable", 3, null },
    };

    [Theory]
    [MemberData(nameof(Carried))]
    public void What_is_carried_in_is_what_was_carried_out(
        string form, string column, string outcome, long? carriedOut, long? carriedIn)
    {
        var check = Check(
            $"{form}.table3.carried@{column}",
            Table(form, ($"applications.carried_out@{column}", carriedOut)),
            Table(form, ($"applications.carried_in@{column}", carriedIn)))!;

        Assert.Equal((outcome, carriedIn, carriedOut), ($"{check.Outcome}", (long?)check.Left, (long?)check.Right));
        Assert.Equal(outcome == "Broken", check.Finding is not null);
        Assert.Equal([false, true], check.Cells.Select(cell => cell.Previous));
    }

    [Theory]
    [InlineData(31, "Holds")]
    [InlineData(33, "Broken")]
    [InlineData(null, "NotAssessable")]
    public void Documents_in_force_follow_from_those_of_the_year_before(int? before, string outcome)
    {
        var check = Check(
            $"2021.table2.in_force@{Documents}",
            Table("2021", (Documents + ".in_force", before)),
            Table("2021", (Documents + ".issued", 4), (Documents + ".repealed", 2), (Documents + ".in_force", 33)))!;

        Assert.Equal(outcome, $"{check.Outcome}");
    }

    [Theory]
    [InlineData(-3, "Holds")]
    [InlineData(3, "Broken")]
    [InlineData(null, "NotAssessable")]
    public void Items_of_the_year_before_are_what_its_report_came_to(int? change, string outcome)
    {
        var check = Check(
            "2019.table2.items_previous_year@actions.penalty",
            Table("2019", ("actions.penalty.items_prev_year", 20), ("actions.penalty.items_change", change)),
            Table("2019", ("actions.penalty.items_prev_year", 17)))!;

        Assert.Equal(outcome, $"{check.Outcome}");
    }

    [Theory]
    [InlineData(85_376, "Holds")]
    [InlineData(10_037, "Broken")]
    [InlineData(null, "NotAssessable")]
    public void A_figure_of_all_years_grows_by_that_of_the_year(int? all, string outcome)
    {
        var check = Check(
            "fujian.table1.cumulative@fj.proactive.total",
            Table("fujian", ("fj.proactive.total@cumulative", 83_254)),
            Table("fujian", ("fj.proactive.total@year", 2_122), ("fj.proactive.total@cumulative", all)))!;

        Assert.Equal((outcome, FindingStrength.Warning), ($"{check.Outcome}", check.Rule.FindingStrength));
    }

    [Theory]
    [InlineData(1, 6, null, null)]
    [InlineData(0, 49, null, null)]
    [InlineData(9, 50, "Broken", null)]
    [InlineData(10, 50, "Holds", null)]
    [InlineData(0, 50, "Broken", null)]
    [InlineData(50, 10, null, "Holds")]
    [InlineData(50, 9, null, "Broken")]
    [InlineData(49, 0, null, null)]
    [InlineData(300, 300, "Holds", "Holds")]
    [InlineData(null, 50, "NotAssessable", null)]
    [InlineData(null, 49, null, null)]
    [InlineData(50, null, null, "NotAssessable")]
    [InlineData(null, null, null, null)]
    public void A_count_of_50_or_more_is_compared_with_that_of_the_year_before(
        int? before, int? now, string? rise, string? fall)
    {
        const string Cell = "applications.received_new@total";

        var checks = Check(Table("2021", (Cell, before)), Table("2021", (Cell, now)));

        Assert.Equal(
            (rise, fall),
            ($"{Find("rise")?.Outcome}" is { Length: > 0 } r ? r : null,
                $"{Find("fall")?.Outcome}" is { Length: > 0 } f ? f : null));
        YearsCheck? Find(string way) => checks.SingleOrDefault(check => check.Id == $"years.count.{way}@{Cell}");
    }

    [Fact]
    public void Of_a_row_by_applicants_only_the_total_is_looked_at_for_jumps()
    {
        var checks = Check(
            Table("2021", ("applications.received_new@natural_person", 1)),
            Table("2021", ("applications.received_new@natural_person", 900)));

        Assert.Empty(checks);
    }

    [Theory]
    [InlineData(5, AmountUnit.TenThousandYuan, "Broken")]
    [InlineData(520_000, AmountUnit.Yuan, "Broken")]
    [InlineData(5_200_000_000, AmountUnit.Yuan, "Holds")]
    [InlineData(520_000, AmountUnit.Unspecified, "Holds")]
    public void Amounts_are_compared_in_yuan_whatever_unit_is_printed(long before, AmountUnit unit, string outcome)
    {
        const string Cell = "fees.administrative.amount_10k_yuan";

        var check = Check(
            "years.amount.rise@" + Cell,
            Table("2021", (Cell, CellValue.Amount(before, unit))),
            Table("2021", (Cell, CellValue.Amount(520_000, AmountUnit.Unspecified))))!;

        Assert.Equal((outcome, 5_200_000_000), ($"{check.Outcome}", check.Left));
    }

    [Fact]
    public void An_amount_of_unknown_unit_leaves_the_rule_open()
    {
        const string Cell = "procurement.centralized.amount_yuan";

        var check = Check(
            "years.amount.rise@" + Cell,
            Table("2019", (Cell, CellValue.Amount(72_505, AmountUnit.Unspecified))),
            Table("2019", (Cell, CellValue.Amount(5_000_000, AmountUnit.Yuan))))!;

        Assert.Equal((YearsOutcome.NotAssessable, null), (check.Outcome, check.Right));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_uncertain_cell_of_either_year_leaves_the_rule_open(bool before)
    {
        var (settled, uncertain) = (CellValue.Count(3), Sample.Uncertain(4, 5));

        var check = Check(
            "2021.table3.carried@total",
            Table("2021", ("applications.carried_out@total", before ? uncertain : settled)),
            Table("2021", ("applications.carried_in@total", before ? settled : uncertain)))!;

        Assert.Equal(YearsOutcome.NotAssessable, check.Outcome);
    }
}
