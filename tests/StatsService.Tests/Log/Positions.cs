using System.Buffers.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Log;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Log;

/// <summary>Every answer names its position, and a position gives the same answer again.</summary>
public sealed class Positions(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_report_as_of_a_position_or_time_is_what_was_answered_then()
    {
        var filed = (await service.Reports.FileReportAsync(await NewFiling())).Report;
        var then = await service.Reports.GetReportAsync(new() { Name = filed.Name });
        await Correct(filed, 8);

        var byPosition = await service.Reports.GetReportAsync(
            new() { Name = filed.Name, Read = new() { Position = then.Stamp.AsOfPosition } });
        var byTime = await service.Reports.GetReportAsync(
            new() { Name = filed.Name, Read = new() { Time = filed.LastEvent.Time } });

        Assert.Equal(then.Report, byPosition.Report);
        Assert.Equal(then.Report, byTime.Report);
        Assert.Equal(then.Stamp, byPosition.Stamp);
    }

    [Fact]
    public async Task A_revision_reads_back()
    {
        var filed = (await service.Reports.FileReportAsync(await NewFiling())).Report;
        await Correct(filed, 8);

        var first = await service.Reports.GetReportAsync(new() { Name = filed.Name, Revision = 1 });

        Assert.Equal(filed, first.Report);
    }

    [Fact]
    public async Task What_a_write_answered_can_be_required_of_a_read()
    {
        var filed = (await service.Reports.FileReportAsync(await NewFiling())).Report;

        var read = await service.Reports.GetReportAsync(
            new() { Name = filed.Name, Read = new() { MinPosition = filed.LastEvent.Position } });

        Assert.Equal(filed, read.Report);
    }

    [Fact]
    public async Task The_position_of_a_write_holds_also_while_another_writer_is_busy()
    {
        await using var busy = await BusyWriter.Begin(service);
        var filed = (await service.Reports.FileReportAsync(await NewFiling())).Report;
        var newest = await service.Reports.GetReportAsync(new() { Name = filed.Name });
        var reading = service.Reports.GetReportAsync(
            new() { Name = filed.Name, Read = new() { Position = filed.LastEvent.Position } });
        await busy.DisposeAsync();

        Assert.Equal(filed, newest.Report);
        Assert.Equal(filed, (await reading).Report);
    }

    [Fact]
    public async Task Nothing_was_there_before_it_was_filed()
    {
        var before = (await service.Reports.ListReportsAsync(new() { PageSize = 1 })).Stamp.AsOfPosition;
        var filed = (await service.Reports.FileReportAsync(await NewFiling())).Report;

        await Refused.With(StatusCode.NotFound, "REPORT_NOT_FOUND", async () =>
            await service.Reports.GetReportAsync(new() { Name = filed.Name, Read = new() { Position = before } }));
        var list = await service.Reports.ListReportsAsync(
            new() { Parent = filed.Organ, Read = new() { Position = before } });
        Assert.Empty(list.Reports);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task A_position_of_another_log_is_refused_and_none_in_common_is_made_up(ulong history, ulong check)
    {
        var filed = (await service.Reports.FileReportAsync(await NewFiling())).Report;
        var own = Position.Parse(filed.LastEvent.Position)!;
        var foreign = own with
        {
            History = new(own.History.Id + history, own.History.After, own.History.Check + 1),
            Check = own.Check + check,
        };

        var status = await Refused.With(StatusCode.FailedPrecondition, "HISTORY_CHANGED", async () =>
            await service.Reports.GetReportAsync(
                new() { Name = filed.Name, Read = new() { Position = foreign.ToString() } }));

        Assert.Empty(status.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata);
    }

    [Fact]
    public async Task A_position_that_an_earlier_release_gave_out_holds()
    {
        var filed = (await service.Reports.FileReportAsync(await NewFiling())).Report;
        var own = Position.Parse(filed.LastEvent.Position)!.ToBytes();
        var earlier = Base64Url.EncodeToString([1, .. own[1..25]]);

        var answer = await service.Reports.GetReportAsync(
            new() { Name = filed.Name, Read = new() { Position = earlier } });

        Assert.Equal(filed.LastEvent.Position, answer.Stamp.AsOfPosition);
    }

    [Fact]
    public async Task A_bare_number_is_no_position() =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_NAME", "read.position", async () =>
            await service.Reports.GetReportAsync(
                new() { Name = "organs/140400/reports/2019-region", Read = new() { Position = "48211" } }));

    [Fact]
    public async Task A_time_in_the_future_is_refused() =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "read.time", async () =>
            await service.Reports.GetReportAsync(new()
            {
                Name = "organs/140400/reports/2019-region",
                Read = new() { Time = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(1)) },
            }));

    [Theory]
    [InlineData(300_000_000_000, 0)]
    [InlineData(-100_000_000_000, 0)]
    [InlineData(0, 1_000_000_000)]
    [InlineData(0, -1)]
    public async Task A_read_time_out_of_range_is_refused(long seconds, int nanos) =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "read.time", async () =>
            await service.Reports.GetReportAsync(new()
            {
                Name = "organs/140400/reports/2019-region",
                Read = new() { Time = new() { Seconds = seconds, Nanos = nanos } },
            }));

    [Fact]
    public async Task Before_the_first_event_there_is_nothing()
    {
        var list = await service.Reports.ListReportsAsync(
            new() { Read = new() { Time = new() { Seconds = -62_135_596_800 } } });

        Assert.Empty(list.Reports);
        Assert.Equal(0, Position.Parse(list.Stamp.AsOfPosition)!.Number);
    }

    private async Task Correct(Report report, long received)
    {
        var correction = BalancedReports.Of(report.Name, received);
        correction.Etag = report.Etag;
        await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" });
    }

    private async Task<FileReportRequest> NewFiling() =>
        new() { Report = BalancedReports.Of(await TestOrgans.Register(service) + "/reports/2021-region", 7) };
}
