using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Reports;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>The table of decision 7, walked whole: every action in every state, through the API.</summary>
public sealed class TransitionTable(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly Dictionary<ReportState, ReportAction[]> Allowed = new()
    {
        [ReportState.Filed] =
        [
            ReportAction.Correct, ReportAction.Return, ReportAction.Accept, ReportAction.Confirm, ReportAction.Withdraw,
            ReportAction.MarkCopy, ReportAction.UnmarkCopy,
        ],
        [ReportState.Returned] =
        [
            ReportAction.Correct, ReportAction.Confirm, ReportAction.Withdraw, ReportAction.MarkCopy,
            ReportAction.UnmarkCopy,
        ],
        [ReportState.Accepted] =
        [
            ReportAction.Correct, ReportAction.Return, ReportAction.Confirm, ReportAction.Withdraw,
            ReportAction.MarkCopy, ReportAction.UnmarkCopy,
        ],
        [ReportState.Withdrawn] = [ReportAction.File],
    };

    private static readonly Dictionary<ReportAction, ReportState> LeadsTo = new()
    {
        [ReportAction.File] = ReportState.Filed,
        [ReportAction.Correct] = ReportState.Filed,
        [ReportAction.Return] = ReportState.Returned,
        [ReportAction.Accept] = ReportState.Accepted,
        [ReportAction.Withdraw] = ReportState.Withdrawn,
    };

    private static readonly Dictionary<ReportAction, string> Rpcs = new()
    {
        [ReportAction.File] = "FileReport",
        [ReportAction.Correct] = "CorrectReport",
        [ReportAction.Return] = "ReturnReport",
        [ReportAction.Accept] = "AcceptReport",
        [ReportAction.Confirm] = "ConfirmFinding",
        [ReportAction.Withdraw] = "WithdrawReport",
        [ReportAction.MarkCopy] = "MarkCopy",
        [ReportAction.UnmarkCopy] = "UnmarkCopy",
    };

    public static IEnumerable<object[]> Everything =>
        from state in Allowed.Keys
        from action in Enum.GetNames<ReportAction>()
        select new object[] { state, action };

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task An_action_is_allowed_or_refused_with_the_state_and_what_is_allowed(
        ReportState state, string asked)
    {
        var action = Enum.Parse<ReportAction>(asked);
        var report = await In(state);

        if (Allowed[state].Contains(action))
        {
            var after = await Do(action, report);
            Assert.Equal(LeadsTo.GetValueOrDefault(action, state), after.State);
            Assert.Equal(report.Revision + (action == ReportAction.UnmarkCopy ? 2 : 1), after.Revision);
        }
        else if (action == ReportAction.File)
        {
            await Refused.With(StatusCode.AlreadyExists, "REPORT_EXISTS", () => Do(action, report));
        }
        else
        {
            var status = await Refused.With(StatusCode.FailedPrecondition, "WRONG_STATE", () => Do(action, report));
            var facts = status.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata;
            Assert.Equal(state.ToString().ToUpperInvariant(), facts["state"]);
            Assert.Equal(Allowed[state].Select(allowed => Rpcs[allowed]), facts["allowed"].Split(','));
        }
    }

    [Fact]
    public async Task A_returned_report_is_answered_also_without_changing_a_cell()
    {
        var returned = await In(ReportState.Returned);
        var same = Telling(returned.Name, 7);
        same.Etag = returned.Etag;

        var answer = await service.Reports.CorrectReportAsync(new() { Report = same, Reason = "核对无误，与公开发布的年报一致" });

        Assert.Empty(answer.Changes);
        Assert.Equal(ReportState.Filed, answer.Report.State);
        Assert.Equal(returned.Revision + 1, answer.Report.Revision);
    }

    [Fact]
    public async Task A_correction_that_changes_nothing_stores_nothing_in_any_other_state()
    {
        var filed = await In(ReportState.Filed);
        var same = Telling(filed.Name, 7);
        same.Etag = filed.Etag;

        var answer = await service.Reports.CorrectReportAsync(new() { Report = same, Reason = "无" });

        Assert.Equal(filed, answer.Report);
    }

    [Fact]
    public async Task A_report_with_an_open_error_is_not_accepted_until_it_is_confirmed_and_a_new_value_opens_it_again()
    {
        var report = await Do(ReportAction.File, new Report { Name = await service.NewReport() });
        await Refused.With(StatusCode.FailedPrecondition, "OPEN_FINDINGS", () => Accept(report));

        report = await Do(ReportAction.Confirm, report);
        Assert.Equal(QualityGrade.Confirmed, report.Quality.Grade);
        report = await Accept(report);

        var other = BalancedReports.WithOneError(report.Name, 9);
        other.Etag = report.Etag;
        report = (await service.Reports.CorrectReportAsync(new() { Report = other, Reason = "改" })).Report;
        Assert.True(report.Findings
            .Single(f => f.FindingId is "2021.table3.column@total" or "2021.table3.flow@total")
            .Confirmation.Expired);
        Assert.False(report.Findings
            .Single(f => f.FindingId == "2021.table3.row@applications.carried_in")
            .Confirmation.Expired);
        await Refused.With(StatusCode.FailedPrecondition, "OPEN_FINDINGS", () => Accept(report));
    }

    /// <summary>
    /// A new report with a finding that is confirmed, so that it can be accepted, in the given state.
    /// </summary>
    private async Task<Report> In(ReportState state)
    {
        var report = await Do(ReportAction.File, new Report { Name = await service.NewReport() });
        report = await Do(ReportAction.Confirm, report);
        var last = LeadsTo.First(step => step.Value == state).Key;
        return state == ReportState.Filed ? report : await Do(last, report);
    }

    private Task<Report> Do(ReportAction action, Report report) => action switch
    {
        ReportAction.File => File(report),
        ReportAction.Correct => Correct(report),
        ReportAction.Return => Return(report),
        ReportAction.Accept => Accept(report),
        ReportAction.Confirm => Confirm(report),
        ReportAction.MarkCopy => MarkCopy(report),
        ReportAction.UnmarkCopy => UnmarkCopy(report),
        _ => Withdraw(report),
    };

    /// <summary>Other contents than those on file, so that filing them is a filing and no repetition.</summary>
    private async Task<Report> File(Report report) =>
        (await service.Reports.FileReportAsync(
            new() { Report = Telling(report.Name, 7 + report.Revision) })).Report;

    private async Task<Report> Correct(Report report)
    {
        var other = BalancedReports.WithOneError(report.Name, 100);
        other.Etag = report.Etag;
        return (await service.Reports.CorrectReportAsync(new() { Report = other, Reason = "改" })).Report;
    }

    private static Report Telling(string name, long received)
    {
        var report = BalancedReports.WithOneError(name, received);
        report.Tables.Insert(0, MadeUpReports.Telling(received)[0]);
        return report;
    }

    private async Task<Report> MarkCopy(Report report)
    {
        var original = await service.File(new() { Name = await service.NewReport(), Tables = { report.Tables } });
        return (await service.Reports.MarkCopyAsync(
            new() { Name = report.Name, CopyOf = original.Name, Etag = report.Etag, Reason = "误抄" })).Report;
    }

    /// <summary>Of a report that is marked first, where it can be.</summary>
    private async Task<Report> UnmarkCopy(Report report)
    {
        report = report.State == ReportState.Withdrawn ? report : await MarkCopy(report);
        return (await service.Reports.UnmarkCopyAsync(
            new() { Name = report.Name, Etag = report.Etag, Reason = "核实" })).Report;
    }

    private async Task<Report> Return(Report report) => (await service.Reports.ReturnReportAsync(
        new() { Name = report.Name, Etag = report.Etag, Notice = new() { Reason = "请核对" } })).Report;

    private async Task<Report> Accept(Report report) =>
        (await service.Reports.AcceptReportAsync(new() { Name = report.Name, Etag = report.Etag })).Report;

    private async Task<Report> Confirm(Report report) => (await service.Reports.ConfirmFindingAsync(new()
    {
        Name = report.Name,
        Etag = report.Etag,
        Reason = "与公开发布的年报一致",
        FindingIds = { report.Findings.Select(finding => finding.FindingId).DefaultIfEmpty("2021.table3.flow@total") },
    })).Report;

    private async Task<Report> Withdraw(Report report) =>
        (await service.Reports.WithdrawReportAsync(
            new() { Name = report.Name, Etag = report.Etag, Reason = "误报" })).Report;
}
