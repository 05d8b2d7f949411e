using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Changes;

/// <summary>A snapshot is of one position, however it is downloaded.</summary>
public sealed class Snapshots(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private ChangeService.ChangeServiceClient Client => new(service.Channel);

    [Fact]
    public async Task A_download_that_broke_goes_on_at_its_position()
    {
        var division = await TestOrgans.RegisterDivision(service, "000000");
        var organ = await TestOrgans.Register(service, division);
        var filed = await service.File(Of(organ, "2021-organ", Applications("2021", 3)));
        var request = new GetSnapshotRequest
        {
            Filter = new() { Divisions = { "divisions/" + division } },
            View = ChangeView.Full,
        };
        var first = (await Messages(request))[0];
        Assert.Equal("divisions/" + division, Assert.Single(first.Divisions).Name);
        Assert.Equal(2, first.RemainingResources);

        await service.Correct(Of(organ, "2021-organ", Applications("2021", 4)), filed.Etag);
        await TestOrgans.Move(service, organ, "140400");
        request.ResumeToken = first.ResumeToken;
        var rest = await Messages(request);

        Assert.Equal([organ], rest.SelectMany(part => part.Organs).Select(found => found.Name));
        var report = Assert.Single(rest.SelectMany(part => part.Reports));
        Assert.Equal((1, 3), (report.Revision, report.Tables[0].Cells["applications.received_new@total"].Count));
        Assert.All(rest, part => Assert.Equal(first.Position, part.Position));
        Assert.Equal(3, rest[^1].TotalCount);
        Assert.Equal([1, 0, 0], rest.Select(part => part.RemainingResources));
    }

    [Fact]
    public async Task Slim_it_has_no_tables()
    {
        var organ = await TestOrgans.Register(service, await TestOrgans.RegisterDivision(service, "000000"));
        await service.File(Of(organ, "2021-organ", Applications("2021", 3)));

        var parts = await Messages(new() { Filter = new() { FirstYear = 2021, LastYear = 2021 } });

        var report = parts.SelectMany(part => part.Reports).Single(one => one.Organ == organ);
        Assert.Equal(("测试报告", 1L), (report.Title, report.Revision));
        Assert.Empty(report.Tables);
    }

    [Fact]
    public async Task What_is_known_and_has_not_changed_is_not_sent_again()
    {
        var division = await TestOrgans.RegisterDivision(service, "000000");
        var organ = await TestOrgans.Register(service, division);
        var request = new GetSnapshotRequest { Filter = new() { Divisions = { "divisions/" + division } } };
        request.KnownPosition = (await Messages(request))[^1].Position;
        await service.File(Of(await TestOrgans.Register(service), "2021-organ", Applications("2021", 3)));

        var unchanged = Assert.Single(await Messages(request));
        await service.File(Of(organ, "2021-organ", Applications("2021", 3)));
        var changed = await Messages(request);

        Assert.True(unchanged.Unchanged);
        Assert.False(unchanged.HasTotalCount);
        Assert.Equal(3, changed[^1].TotalCount);
    }

    [Fact]
    public async Task A_token_of_another_filter_is_refused()
    {
        var first = (await Messages(new() { Filter = new() { Divisions = { "divisions/110000" } } }))[0];

        await Refused.AtField(
            StatusCode.InvalidArgument, "PAGE_TOKEN_MISMATCH", "resume_token",
            () => Messages(new() { ResumeToken = first.ResumeToken }));
    }

    private async Task<IReadOnlyList<GetSnapshotResponse>> Messages(GetSnapshotRequest request)
    {
        using var call = Client.GetSnapshot(request);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }
}
