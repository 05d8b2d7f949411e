using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Copies;

/// <summary>What a registrar may mark a copy, what not, and what ends the mark.</summary>
public sealed class MarkingCopies(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Differs = "report.copy_differs";

    private static long _first = 1000;

    [Fact]
    public async Task A_mark_is_a_revision_of_the_copy_with_its_reason_and_its_original()
    {
        var (original, copy) = await Twins();

        copy = await Mark(copy, original.Name);
        var unmarked = await Unmark(copy);

        Assert.Equal((original.Name, ReportState.Filed, 2), (copy.CopyOf, copy.State, copy.Revision));
        Assert.Equal(("", 3), (unmarked.CopyOf, unmarked.Revision));
        var history = (await service.Reports.ListReportRevisionsAsync(new() { Parent = copy.Name })).Revisions;
        Assert.Equal(
            [ChangeKind.UnmarkedCopy, ChangeKind.MarkedCopy, ChangeKind.Filed], history.Select(each => each.Kind));
        Assert.Equal((original.Name, "误抄"), (history[1].CopyOf, history[1].Event.Reason));
        Assert.Equal("", (await Get(original.Name)).CopyOf);
    }

    [Fact]
    public async Task A_repeated_request_and_the_same_mark_again_change_nothing()
    {
        var (original, copy) = await Twins();
        var request = new MarkCopyRequest
        {
            Name = copy.Name,
            CopyOf = original.Name,
            Etag = copy.Etag,
            Reason = "误抄",
            RequestId = $"{Guid.NewGuid()}",
        };
        var first = await service.Reports.MarkCopyAsync(request);

        Assert.Equal(first, await service.Reports.MarkCopyAsync(request));
        Assert.Equal(first.Report, await Mark(first.Report, original.Name));
    }

    [Fact]
    public async Task A_correction_of_the_copy_ends_the_mark_and_other_steps_do_not()
    {
        var (original, copy) = await Twins();
        copy = await Mark(copy, original.Name);
        copy = await service.Return(copy, "请核对");
        Assert.Equal(original.Name, copy.CopyOf);

        copy = await service.Correct(new() { Name = copy.Name, Tables = { copy.Tables } }, copy.Etag);

        Assert.Equal("", copy.CopyOf);
    }

    [Fact]
    public async Task A_withdrawn_copy_is_no_copy_when_it_is_filed_again()
    {
        var (original, copy) = await Twins();
        var tables = copy.Tables.Clone();
        copy = await Mark(copy, original.Name);
        await service.Withdraw(copy);

        copy = await service.File(new() { Name = copy.Name, Tables = { tables } });

        Assert.Equal("", copy.CopyOf);
    }

    [Fact]
    public async Task A_later_correction_or_withdrawal_of_the_original_leaves_the_mark_and_warns_on_the_copy()
    {
        var (original, copy) = await Twins();
        copy = await Mark(copy, original.Name);
        Assert.DoesNotContain(copy.Findings, finding => finding.FindingId == Differs);

        var corrected = await service.Correct(new() { Name = original.Name, Tables = { Unlike() } }, original.Etag);
        var warned = (await Get(copy.Name)).Findings.Single(finding => finding.FindingId == Differs);
        Assert.Equal(FindingStrength.Warning, warned.Strength);
        Assert.Equal([original.Name], warned.OtherReports);
        Assert.Equal(original.Name, (await Get(copy.Name)).CopyOf);

        corrected = await service.Correct(new() { Name = original.Name, Tables = { copy.Tables } }, corrected.Etag);
        Assert.DoesNotContain((await Get(copy.Name)).Findings, finding => finding.FindingId == Differs);
        await service.Withdraw(corrected);
        Assert.Contains((await Get(copy.Name)).Findings, finding => finding.FindingId == Differs);
    }

    [Fact]
    public async Task Tables_that_differ_or_say_too_little_or_are_of_another_year_are_no_copies()
    {
        var (original, copy) = await Twins();
        var other = await File(Unlike());
        var status = await Refused.With(
            StatusCode.FailedPrecondition, "TABLES_DIFFER", () => Mark(copy, other.Name));
        Assert.Contains("table2", Refused.Of(status).En, StringComparison.Ordinal);
        Assert.Equal(other.Name, Refused.Of(status).Metadata["other"]);

        var nextYear = await File([.. copy.Tables], "2022-region");
        await Refused.With(StatusCode.FailedPrecondition, "TABLES_DIFFER", () => Mark(copy, nextYear.Name));
        var (few, same) = (await File([]), await File([]));
        await Refused.With(StatusCode.FailedPrecondition, "TABLES_DIFFER", () => Mark(few, same.Name));
        await service.Withdraw(original);
        await Refused.With(StatusCode.FailedPrecondition, "TABLES_DIFFER", () => Mark(copy, original.Name));
        Assert.Equal(copy.Etag, (await Get(copy.Name)).Etag);
    }

    [Fact]
    public async Task A_copy_has_no_copies_and_one_original()
    {
        var (original, copy) = await Twins();
        var third = await File([.. copy.Tables]);
        copy = await Mark(copy, original.Name);

        await Refused.With(StatusCode.FailedPrecondition, "COPY_OF_COPY", () => Mark(third, copy.Name));
        await Refused.With(StatusCode.FailedPrecondition, "COPY_OF_COPY", () => Mark(original, third.Name));
        await Refused.With(StatusCode.FailedPrecondition, "ALREADY_A_COPY", () => Mark(copy, third.Name));
        await Refused.With(StatusCode.FailedPrecondition, "NOT_A_COPY", () => Unmark(third));
    }

    [Fact]
    public async Task Two_marks_at_once_leave_one_original()
    {
        var (one, other) = await Twins();

        var done = await Task.WhenAll(new[] { (one, other), (other, one) }.Select(async pair =>
        {
            try
            {
                await Mark(pair.Item1, pair.Item2.Name);
                return true;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
            {
                return false;
            }
        }));

        Assert.Single(done, marked => marked);
    }

    [Fact]
    public async Task What_is_missing_or_unknown_is_refused_by_its_field()
    {
        var (original, copy) = await Twins();
        await Refused.AtField(StatusCode.InvalidArgument, "REQUIRED_FIELD", "copy_of", () => Mark(copy, ""));
        await Refused.AtField(
            StatusCode.InvalidArgument, "INVALID_VALUE", "copy_of",
            () => Mark(copy, copy.Organ + "/reports/2021-unknown"));
        await Refused.AtField(
            StatusCode.InvalidArgument, "REQUIRED_FIELD", "reason", () => Mark(copy, original.Name, reason: ""));
        var none = await service.NewReport();
        await Refused.With(StatusCode.NotFound, "REPORT_NOT_FOUND", () => Mark(copy, none));
        await Mark(copy, original.Name);
        await Refused.With(StatusCode.Aborted, "STALE_ETAG", () => Mark(copy, original.Name));
    }

    private static ReportTable[] Unlike() => MadeUpReports.Telling(Interlocked.Add(ref _first, 100));

    private async Task<(Report Original, Report Copy)> Twins()
    {
        var tables = Unlike();
        return (await File(tables), await File(tables));
    }

    private async Task<Report> File(ReportTable[] tables, string key = "2021-region") =>
        await service.File(new() { Name = await service.NewReport(key), Tables = { tables } });

    private async Task<Report> Get(string name) =>
        (await service.Reports.GetReportAsync(new() { Name = name })).Report;

    private async Task<Report> Mark(Report copy, string original, string reason = "误抄") =>
        (await service.Reports.MarkCopyAsync(
            new() { Name = copy.Name, CopyOf = original, Etag = copy.Etag, Reason = reason })).Report;

    private async Task<Report> Unmark(Report copy) => (await service.Reports.UnmarkCopyAsync(
        new() { Name = copy.Name, Etag = copy.Etag, Reason = "核实" })).Report;
}
