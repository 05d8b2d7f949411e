using System.Security.Cryptography;
using Grpc.Core;
using Npgsql;
using Ogi.Stats.Store.V1;
using Ogi.Stats.V1;
using StatsService.Log;
using StatsService.Reports;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>
/// Several clients file, correct, return, accept and withdraw the same few reports at random, at the same time: no
/// acknowledged change is missing, every revision reads back, the snapshot is the replay, the hash chain holds.
/// </summary>
public sealed class ManyClientsAtOnce(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const int Clients = 6;
    private const int Steps = 25;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_acknowledged_is_missing(int seed)
    {
        string[] names = [await NewName(), await NewName(), await NewName()];

        var work = Enumerable.Range(0, Clients).Select(client => Work(names, (seed * 100) + client));
        var acknowledged = (await Task.WhenAll(work)).SelectMany(reports => reports).ToList();

        Assert.NotEmpty(acknowledged);
        foreach (var report in acknowledged)
        {
            var read = await service.Reports.GetReportAsync(new() { Name = report.Name, Revision = report.Revision });
            Assert.Equal(report, read.Report);
        }

        foreach (var name in names)
        {
            var own = acknowledged
                .Where(report => report.Name == name)
                .Select(report => report.Revision)
                .Order()
                .ToList();
            Assert.Equal(Enumerable.Range(1, own.Count).Select(i => (long)i), own);
            await SnapshotIsReplay(name, own.Count);
        }
    }

    private async Task<List<Report>> Work(string[] names, int seed)
    {
        var random = new Random(seed);
        var acknowledged = new List<Report>();
        for (var step = 0; step < Steps; step++)
        {
            try
            {
                acknowledged.Add(await Do(random.Next(6), names[random.Next(names.Length)], (seed * 1000) + step));
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Aborted or StatusCode.FailedPrecondition
                or StatusCode.AlreadyExists or StatusCode.NotFound)
            {
                // Another client was faster, or the state does not allow it: nothing was acknowledged.
            }
        }

        return acknowledged;
    }

    private async Task<Report> Do(int action, string name, int figure)
    {
        if (action == 0)
        {
            return (await service.Reports.FileReportAsync(
                new() { Report = SampleReports.Balanced(name, figure) })).Report;
        }

        var report = (await service.Reports.GetReportAsync(new() { Name = name })).Report;
        var correction = SampleReports.Balanced(name, figure);
        correction.Etag = report.Etag;
        return action switch
        {
            1 or 2 => (await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" })).Report,
            3 => (await service.Reports.ReturnReportAsync(
                new() { Name = name, Etag = report.Etag, Notice = new() { Reason = "核" } })).Report,
            4 => (await service.Reports.AcceptReportAsync(new() { Name = name, Etag = report.Etag })).Report,
            _ => (await service.Reports.WithdrawReportAsync(
                new() { Name = name, Etag = report.Etag, Reason = "误" })).Report,
        };
    }

    private async Task SnapshotIsReplay(string name, int revisions)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand(
            "select type, bdata from ogi.mt_events where stream_id = $1 order by version");
        command.Parameters.Add(new() { Value = name });
        await using var rows = await command.ExecuteReaderAsync();
        AnnualReport? replay = null;
        byte[] previous = [];
        while (await rows.ReadAsync())
        {
            var bytes = rows.GetFieldValue<byte[]>(1);
            var e = EventCodec.Decode(rows.GetString(0), bytes);
            Assert.Equal(previous, e.Meta().PreviousHash.ToByteArray());
            previous = SHA256.HashData(bytes);
            replay = AnnualReport.Fold(replay, name, e);
        }

        var snapshot = await Snapshot(name);
        Assert.Equal(revisions, replay!.Version);
        Assert.Equal(replay.Stored, StoredReport.Parser.ParseFrom(snapshot.Body));
        Assert.Equal(
            (replay.Version, replay.State, replay.OpenStrength),
            (snapshot.Version, snapshot.State, snapshot.OpenStrength));
    }

    private async Task<AnnualReport> Snapshot(string name)
    {
        await using var session = service.Store.QuerySession();
        return (await session.LoadAsync<AnnualReport>(name))!;
    }

    private async Task<string> NewName() => await TestOrgans.Register(service) + "/reports/2021-region";
}
