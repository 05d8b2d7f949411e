using Ogi.Stats.V1;
using StatsService.Tests.CommandLine;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.YearReports;

namespace StatsService.Tests.Continuity;

/// <summary>Each year against the one before, for organs and years.</summary>
public sealed class QueryingContinuity(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_row_holds_both_years_with_every_check_its_values_and_its_cells()
    {
        var organ = await TestOrgans.Register(service);
        var (earlier, later) = await FileTwo(service, organ, carriedOut: 3);

        var row = Assert.Single((await Query(organ, 2023)).Rows);

        Assert.Equal((organ, "测试市人民政府", 2023, Scope.Region), (row.Organ, row.Title, row.Year, row.Scope));
        Assert.Equal(
            ($"{later.Name}/revisions/1", $"{earlier.Name}/revisions/1"),
            (Assert.Single(row.Revisions), Assert.Single(row.PreviousRevisions)));
        var check = row.Checks.Single(check => check.Outcome != ContinuityOutcome.NotAssessable);
        Assert.Equal(
            (Carried, "rules/2021.table3.carried", ContinuityOutcome.Broken, FindingStrength.Warning, "5", "3", "2"),
            (check.FindingId, check.Rule, check.Outcome, check.Strength, check.LeftValue, check.RightValue,
                check.Difference));
        Assert.Equal(
            [
                ("applications.carried_in@total", 5, $"{later.Name}/revisions/1"),
                ("applications.carried_out@total", 3, $"{earlier.Name}/revisions/1"),
            ],
            check.Cells.Select(cell => (cell.Cell, cell.Value.Count, cell.Revision)));
        Assert.Equal(later.Findings.Single(IsOverTwoYears).Message, check.Message);
        Assert.False(check.Confirmed);
    }

    [Fact]
    public async Task All_seven_columns_are_compared_and_those_that_agree_are_told_too()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(BalancedReports.Of($"{organ}/reports/2022-region", 7));
        await service.File(BalancedReports.Of($"{organ}/reports/2023-region", 9));

        var checks = Assert.Single((await Query(organ, 2023)).Rows).Checks;

        var carried = checks.Where(check => check.Rule == "rules/2021.table3.carried").ToList();
        Assert.Equal(7, carried.Count);
        Assert.All(carried, check => Assert.Equal(
            (ContinuityOutcome.Holds, "0", "0", "0", null),
            (check.Outcome, check.LeftValue, check.RightValue, check.Difference, check.Message)));
    }

    [Fact]
    public async Task What_has_no_number_is_not_assessable_and_says_why()
    {
        var organ = await TestOrgans.Register(service);
        var blank = Of(organ, "2022-region", 0, 0);
        blank.Tables[0].Cells["applications.carried_out@total"] = new()
        {
            Gap = CellGap.Uncertain,
            Alternatives = { new Alternative { Count = 5 }, new Alternative { Count = 6 } },
        };
        await service.File(blank);
        await service.File(Of(organ, "2023-region", 5, 0));

        var check = Assert.Single((await Query(organ, 2023)).Rows).Checks
            .Single(check => check.FindingId == Carried);

        Assert.Equal((ContinuityOutcome.NotAssessable, "5"), (check.Outcome, check.LeftValue));
        Assert.Equal([FigureCondition.Uncertain], check.Conditions);
        Assert.False(check.HasRightValue || check.HasDifference);
    }

    [Fact]
    public async Task A_row_without_checks_says_why()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(MadeUpReports.Of(organ, "2018-region", MadeUpReports.Replies(4)));
        await service.File(MadeUpReports.Of(organ, "2019-region", MadeUpReports.Table(
            "table3", "2019", ("applications.carried_in@total", 5))));

        var rows = (await Query(organ, 2017, 2021)).Rows;

        Assert.Equal(
            [
                (2017, Scope.Unspecified, ContinuityGap.NotReported),
                (2018, Scope.Region, ContinuityGap.PreviousNotReported),
                (2019, Scope.Region, ContinuityGap.NothingComparable),
                (2020, Scope.Region, ContinuityGap.NotReported),
                (2021, Scope.Unspecified, ContinuityGap.NotReported),
            ],
            rows.Select(row => (row.Year, row.Scope, row.Gap)));
        Assert.Empty((await service.Statistics.QueryContinuityAsync(new()
        {
            Selection = new() { Organs = { organ }, FirstYear = 2017, LastYear = 2021, SkipEmpty = true },
        })).Rows);
    }

    [Fact]
    public async Task Only_what_is_broken_can_be_asked_for_and_says_whether_it_is_confirmed()
    {
        var organ = await TestOrgans.Register(service);
        var (earlier, _) = await FileTwo(service, organ, carriedOut: 3);
        await service.Reports.ConfirmFindingAsync(new()
        {
            Name = earlier.Name,
            Etag = earlier.Etag,
            FindingIds = { CarriedOn },
            Reason = "与公开发布的年报一致",
        });

        var answer = await service.Statistics.QueryContinuityAsync(new()
        {
            Selection = new() { Organs = { organ }, FirstYear = 2020, LastYear = 2024 },
            OnlyBroken = true,
        });

        var check = Assert.Single(Assert.Single(answer.Rows).Checks);
        Assert.Equal((Carried, true), (check.FindingId, check.Confirmed));
    }

    [Fact]
    public async Task Scopes_have_a_row_each_or_one_is_asked_for()
    {
        var organ = await TestOrgans.Register(service);
        await FileTwo(service, organ, carriedOut: 3);
        await FileTwo(service, organ, carriedOut: 4, scope: "level");

        var both = (await Query(organ, 2023)).Rows;
        var level = await service.Statistics.QueryContinuityAsync(new()
        {
            Selection = new() { Organs = { organ }, FirstYear = 2023, Scope = Scope.Level },
        });

        Assert.Equal([(Scope.Level, "1"), (Scope.Region, "2")], both.Select(row =>
            (row.Scope, row.Checks.Single(check => check.FindingId == Carried).Difference)));
        Assert.Equal(both[0], Assert.Single(level.Rows));
    }

    [Fact]
    public async Task A_form_tells_which_of_its_rules_look_at_two_years()
    {
        var rules = (await service.Forms.GetFormAsync(new() { Name = "forms/2021" })).Form.Rules;

        Assert.Equal(
            ["rules/2021.table2.in_force", "rules/2021.table3.carried", "rules/years.amount.fall",
                "rules/years.amount.rise", "rules/years.count.fall", "rules/years.count.rise"],
            rules.Where(rule => rule.OverTwoYears).Select(rule => rule.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Statsctl_shows_it_for_people()
    {
        var organ = await TestOrgans.Register(service);
        await FileTwo(service, organ, carriedOut: 3);

        var run = await service.Statsctl(
            "query", "continuity", "--organ", organ["organs/".Length..], "--year", "2022-2023", "--skip-empty");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2022 → 2023  本行政区域 region", run.Output, StringComparison.Ordinal);
        Assert.Matches($@"不一致 broken +{Carried} +5 +3 +2", run.Output);
        Assert.Contains("相差2件", run.Output, StringComparison.Ordinal);
    }

    private async Task<QueryContinuityResponse> Query(string organ, int firstYear, int lastYear = 0) =>
        await service.Statistics.QueryContinuityAsync(new()
        {
            Selection = new() { Organs = { organ }, FirstYear = firstYear, LastYear = lastYear },
        });
}
