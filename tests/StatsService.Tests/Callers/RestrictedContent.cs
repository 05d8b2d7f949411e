using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>
/// Reports are public; return notices, the reasons of confirmations and what was withdrawn are seen by those who file
/// or review for the organ.
/// </summary>
public sealed class RestrictedContent(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private const string Notice = "请核对第三表";
    private const string Confirmed = "与公开发布的年报一致";

    [Fact]
    public async Task A_return_notice_is_shown_to_those_concerned_only()
    {
        var (place, own) = await NewPlace();
        await service.Return(await service.File(Balanced(place, 7), own), Notice, own);

        await Compare(place, own, (report, revisions, sees) =>
        {
            Assert.Equal(ReportState.Returned, report.State);
            Assert.Equal(sees ? Notice : null, report.ReturnNotice?.Reason);
            Assert.Equal(sees ? Notice : "", report.LastEvent.Reason);
            Assert.Equal(sees ? Notice : null, revisions[0].ReturnNotice?.Reason);
            Assert.Equal(sees ? Notice : "", revisions[0].Event.Reason);
        });
    }

    [Fact]
    public async Task The_reason_of_a_confirmation_is_shown_to_those_concerned_only()
    {
        var (place, own) = await NewPlace();
        var filed = (await service.Reports.FileReportAsync(new() { Report = Unbalanced(place) }, own)).Report;
        var finding = filed.Findings[0].FindingId;
        await service.Reports.ConfirmFindingAsync(
            new() { Name = filed.Name, Etag = filed.Etag, FindingIds = { finding }, Reason = Confirmed }, own);

        await Compare(place, own, (read, revisions, sees) =>
        {
            var confirmation = read.Findings.Single(finding => finding.Confirmation is not null).Confirmation;
            Assert.Equal(("filer", sees ? Confirmed : ""), (confirmation.Client, confirmation.Reason));
            Assert.Equal(sees ? Confirmed : "", read.LastEvent.Reason);
            Assert.Equal(sees ? Confirmed : "", revisions[0].Event.Reason);
            Assert.Equal([finding], revisions[0].ConfirmedFindings);
        });
    }

    [Fact]
    public async Task What_was_withdrawn_is_shown_to_those_concerned_only()
    {
        var (place, own) = await NewPlace();
        var corrected = await Correct(await service.File(Balanced(place, 7), own), own, 8);
        await service.Withdraw(corrected, own);

        await Compare(place, own, (report, revisions, sees) =>
        {
            Assert.Equal((ReportState.Withdrawn, "误报"), (report.State, report.LastEvent.Reason));
            Assert.Equal(sees, report.Tables.Count > 0);
            Assert.Equal(sees, report.Title.Length > 0);
            Assert.Equal(sees, revisions.Any(revision => revision.Changes.Count > 0));
        });
    }

    [Fact]
    public async Task What_was_withdrawn_is_hidden_also_as_it_stood_before()
    {
        var (place, own) = await NewPlace();
        var filed = await service.File(Balanced(place, 7), own);
        var before = filed.LastEvent.Position;
        await service.Withdraw(await service.Return(filed, Notice, own), own);
        var reader = service.Key.Of("reader", []);

        GetReportRequest[] requests =
        [
            new() { Name = place.Report, Revision = 1 }, new() { Name = place.Report, Revision = 2 },
            new() { Name = place.Report, Read = new() { Position = before } },
        ];
        foreach (var request in requests)
        {
            var hidden = (await service.Reports.GetReportAsync(request, reader)).Report;
            Assert.Equal((ReportState.Withdrawn, 0, ""), (hidden.State, hidden.Tables.Count, hidden.LastEvent.Reason));
            Assert.NotEmpty((await service.Reports.GetReportAsync(request, own)).Report.Tables);
        }

        var list = new ListReportsRequest { Parent = place.Organ, Read = new() { Position = before }, ReadMask = Mask };
        Assert.Empty((await service.Reports.ListReportsAsync(list, reader)).Reports.Single().Tables);
        Assert.NotEmpty((await service.Reports.ListReportsAsync(list, own)).Reports.Single().Tables);
    }

    [Fact]
    public async Task What_was_withdrawn_stays_hidden_when_something_else_is_filed_in_its_place()
    {
        var (place, own) = await NewPlace();
        await service.Withdraw(await Correct(await service.File(Balanced(place, 7), own), own, 8), own);
        await Correct(await service.File(Balanced(place, 20), own), own, 21);
        var reader = service.Key.Of("reader", []);

        var then = await service.Reports.GetReportAsync(new() { Name = place.Report, Revision = 1 }, reader);
        var now = await service.Reports.GetReportAsync(new() { Name = place.Report }, reader);
        var revisions = await service.Reports.ListReportRevisionsAsync(new() { Parent = place.Report }, reader);

        Assert.Empty(then.Report.Tables);
        Assert.NotEmpty(now.Report.Tables);
        var changes = revisions.Revisions.Select(revision => revision.Changes.Count > 0);
        Assert.Equal([true, false, false, false, false], changes);
    }

    [Fact]
    public async Task Checking_a_report_does_not_show_what_was_withdrawn()
    {
        var (place, own) = await NewPlace();
        await service.Withdraw(await service.File(Balanced(place, 7), own), own);

        var check = await service.Reports.ValidateReportAsync(
            new() { Report = BalancedReports.Of(place.Report, 8) }, service.Key.Of("reader", []));

        Assert.Empty(check.Changes);
        Assert.Null(check.Refusal);
    }

    private static FieldMask Mask => FieldMask.FromString("name,state,title,tables,findings,return_notice,last_event");

    /// <summary>The report and its history, as its filers and reviewers read them, and as others do.</summary>
    private async Task Compare(Place place, Metadata own, Action<Report, IList<Revision>, bool> check)
    {
        var elsewhere = (await Place.New(service)).Province;
        (Metadata Caller, bool Sees)[] callers =
        [
            (own, true),
            (service.Key.Of("reviewer", ["reviewer"], place.County), true),
            (service.Key.Of("reader", [], place.Province), false),
            (service.Key.Of("registrar", ["registrar"], place.Province), false),
            (service.Key.Of("other", ["filer", "reviewer"], elsewhere), false),
        ];
        foreach (var (caller, sees) in callers)
        {
            var report = (await service.Reports.GetReportAsync(new() { Name = place.Report }, caller)).Report;
            var history = new ListReportRevisionsRequest { Parent = place.Report };
            var revisions = (await service.Reports.ListReportRevisionsAsync(history, caller)).Revisions;
            check(report, revisions, sees);

            var list = new ListReportsRequest
            {
                Parent = place.Organ,
                ReadMask = Mask,
                Filter = new() { States = { report.State } },
            };
            check((await service.Reports.ListReportsAsync(list, caller)).Reports.Single(), revisions, sees);
        }
    }

    private async Task<(Place Place, Metadata Filer)> NewPlace()
    {
        var place = await Place.New(service);
        return (place, service.Key.Of("filer", ["filer", "reviewer"], place.Province));
    }

    private static Report Unbalanced(Place place)
    {
        var report = BalancedReports.Of(place.Report, 7);
        report.Tables[0].Cells["applications.received_new@total"].Count = 8;
        return report;
    }

    private static Report Balanced(Place place, long received) => BalancedReports.Of(place.Report, received);

    private async Task<Report> Correct(Report report, Metadata caller, long received) =>
        await service.Correct(BalancedReports.Of(report.Name, received), report.Etag, caller);
}
