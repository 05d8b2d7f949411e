using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Changes;

/// <summary>What a feed tells of what happens to a report, and to whom.</summary>
public sealed class ChangesOfReports(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private const string Received = "applications.received_new@total";
    private static readonly string[] AllRoles = ["reader", "filer", "reviewer"];

    private ChangeService.ChangeServiceClient Client => new(service.Channel);

    private Metadata Office => service.Key.Of("office", AllRoles, "divisions/000000");

    private Metadata Reader => service.Key.Of("reader", ["reader"]);

    [Fact]
    public async Task Each_event_is_told_once_and_in_order()
    {
        var (report, start) = await Worked();

        var changes = await After(start, Office, ChangeView.Slim);

        Assert.All(changes, change => Assert.Equal(report, change.Report));
        Assert.Equal(
            [
                (ChangeKind.Filed, ReportState.Filed), (ChangeKind.Returned, ReportState.Returned),
                (ChangeKind.Corrected, ReportState.Filed), (ChangeKind.Accepted, ReportState.Accepted),
                (ChangeKind.Withdrawn, ReportState.Withdrawn), (ChangeKind.Filed, ReportState.Filed),
            ],
            changes.Select(change => (change.Kind, change.State)));
        Assert.Equal([1, 2, 3, 4, 5, 6], changes.Select(change => change.Revision));
        Assert.All(changes, change => Assert.Null(change.ReportAfter));
        Assert.Equal("核", changes[1].Event.Reason);
    }

    [Fact]
    public async Task Full_changes_bring_the_figures_before_and_after()
    {
        var (report, start) = await Worked();

        var changes = await After(start, Office, ChangeView.Full);

        Assert.Equal(3, changes[0].ReportAfter.Tables[0].Cells[Received].Count);
        var cell = changes[2].Cells.Single(change => change.Cell == Received);
        Assert.Equal((3, 4), (cell.OldValue.Count, cell.NewValue.Count));
        Assert.Equal(4, changes[2].ReportAfter.Tables[0].Cells[Received].Count);
        var now = (await service.Reports.GetReportAsync(new() { Name = report }, Office)).Report;
        var last = changes[^1].ReportAfter;
        Assert.Equal((now.Etag, now.LastEvent), (last.Etag, last.LastEvent));
        Assert.Equal(now.Tables, last.Tables);
    }

    [Fact]
    public async Task What_was_withdrawn_and_what_reviewers_wrote_is_not_told_to_everyone()
    {
        var (_, start) = await Worked();

        var changes = await After(start, Reader, ChangeView.Full);

        Assert.Equal(6, changes.Count);
        Assert.Equal("", changes[1].Event.Reason);
        Assert.All(changes.Take(5), change => Assert.Empty(change.Cells));
        Assert.All(changes.Take(5), change => Assert.Empty(change.ReportAfter?.Tables ?? []));
        Assert.Equal(5, changes[5].ReportAfter.Tables[0].Cells[Received].Count);
        Assert.Empty(changes[5].Cells);
    }

    [Fact]
    public async Task A_correction_to_another_form_leaves_the_filter_and_enters_it()
    {
        var organ = await TestOrgans.Register(service);
        var start = await service.Position(Office);
        var report = await service.File(Of(organ, "2021-organ", Applications("2021", 3)), Office);
        report = await service.Correct(Of(organ, "2021-organ", Applications("2019", 3)), report.Etag, Office);
        report = await service.Return(report, "核", Office);
        await service.Correct(Of(organ, "2021-organ", Applications("2021", 4)), report.Etag, Office);

        var changes = await After(start, Office, ChangeView.Full, new() { Forms = { "forms/2021" } });

        Assert.Equal([ChangeKind.Filed, ChangeKind.Left, ChangeKind.Entered], changes.Select(change => change.Kind));
        Assert.Equal([1, 2, 4], changes.Select(change => change.Revision));
        Assert.Equal(4, changes[2].ReportAfter.Tables[0].Cells[Received].Count);
    }

    [Fact]
    public async Task An_organ_that_moves_takes_its_reports_along()
    {
        var (from, to) = (
            await TestOrgans.RegisterDivision(service, "000000"), await TestOrgans.RegisterDivision(service, "000000"));
        var organ = await TestOrgans.Register(service, from);
        var start = await service.Position(Office);
        foreach (var year in new[] { 2020, 2021 })
        {
            await service.File(Of(organ, $"{year}-organ", Applications("2019", year)), Office);
        }

        await TestOrgans.Move(service, organ, to);

        var left = await After(start, Office, ChangeView.Full, new() { Divisions = { "divisions/" + from } });
        var came = await After(
            start, Office, ChangeView.Full,
            new() { Divisions = { "divisions/" + to }, FirstYear = 2021, Kinds = { ChangeKind.Accepted } });

        Assert.Equal(
            [ChangeKind.Filed, ChangeKind.Filed, ChangeKind.Left, ChangeKind.Left, ChangeKind.Left],
            left.Select(change => change.Kind));
        Assert.Equal(organ, left[2].Organ);
        Assert.Equal([ChangeKind.Entered, ChangeKind.Entered], came.Select(change => change.Kind));
        Assert.Equal((organ, organ + "/reports/2021-organ"), (came[0].Organ, came[1].Report));
        Assert.Equal(2021, came[1].ReportAfter.Tables[0].Cells[Received].Count);
    }

    /// <summary>Filed, returned, corrected, accepted, withdrawn and filed anew.</summary>
    private async Task<(string Report, string Start)> Worked()
    {
        var organ = await TestOrgans.Register(service);
        var start = await service.Position(Office);
        var report = await service.File(Of(organ, "2021-organ", Applications("2021", 3)), Office);
        report = await service.Return(report, "核", Office);
        report = await service.Correct(Of(organ, "2021-organ", Applications("2021", 4)), report.Etag, Office);
        report = (await service.Reports.AcceptReportAsync(new() { Name = report.Name, Etag = report.Etag }, Office))
            .Report;
        await service.Withdraw(report, Office);
        await service.File(Of(organ, "2021-organ", Applications("2021", 5)), Office);
        return (report.Name, start);
    }

    private async Task<IReadOnlyList<Change>> After(
        string position, Metadata caller, ChangeView view, ChangeFilter? filter = null) =>
        (await Client.ListChangesAsync(
            new() { AfterPosition = position, View = view, Filter = filter }, caller)).Changes;
}
