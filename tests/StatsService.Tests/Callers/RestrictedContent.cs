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
        await Return(await File(place, own, 7), own);

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
        var corrected = await Correct(await File(place, own, 7), own, 8);
        await Withdraw(corrected, own);

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
        var filed = await File(place, own, 7);
        var before = filed.LastEvent.Position;
        await Withdraw(await Return(filed, own), own);
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
        await Withdraw(await Correct(await File(place, own, 7), own, 8), own);
        await Correct(await File(place, own, 20), own, 21);
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
        await Withdraw(await File(place, own, 7), own);

        var check = await service.Reports.ValidateReportAsync(
            new() { Report = SampleReports.Balanced(place.Report, 8) }, service.Key.Of("reader", []));

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

    private async Task<Report> File(Place place, Metadata caller, long received)
    {
        var request = new FileReportRequest { Report = SampleReports.Balanced(place.Report, received) };
        return (await service.Reports.FileReportAsync(request, caller)).Report;
    }

    private async Task<Report> Correct(Report report, Metadata caller, long received)
    {
        var correction = SampleReports.Balanced(report.Name, received);
        correction.Etag = report.Etag;
        return (await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" }, caller)).Report;
    }

    private async Task<Report> Return(Report report, Metadata caller) => (await service.Reports.ReturnReportAsync(
        new() { Name = report.Name, Etag = report.Etag, Notice = new() { Reason = Notice } }, caller)).Report;

    private async Task Withdraw(Report report, Metadata caller) => await service.Reports.WithdrawReportAsync(
        new() { Name = report.Name, Etag = report.Etag, Reason = "误报" }, caller);

    private static Report Unbalanced(Place place)
    {
        var report = SampleReports.Balanced(place.Report, 7);
        report.Tables[0].Cells["applications.received_new@total"].Count = 8;
        return report;
    }
}
