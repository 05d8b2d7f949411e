using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
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
    private const int Reports = 3;

    /// <remarks>
    /// Of a failure FsCheck prints the programs and the seed that makes them again (<c>Replay</c>); in which order the
    /// clients meet is another matter each time.
    /// </remarks>
    [Property(MaxTest = 4, Arbitrary = [typeof(Programs)])]
    public async Task Nothing_acknowledged_by_clients_that_write_at_once_is_missing(Step[][] programs)
    {
        string[] names = [await service.NewReport(), await service.NewReport(), await service.NewReport()];

        var work = programs.Select((program, client) => Work(names, program, client));
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

    private async Task<List<Report>> Work(string[] names, Step[] program, int client)
    {
        var acknowledged = new List<Report>();
        foreach (var (index, step) in program.Index())
        {
            try
            {
                acknowledged.Add(await Do(step.Command, names[step.Report], (client * Steps) + index));
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Aborted or StatusCode.FailedPrecondition
                or StatusCode.AlreadyExists or StatusCode.NotFound)
            {
                // Another client was faster, or the state does not allow it: nothing was acknowledged.
            }
        }

        return acknowledged;
    }

    /// <param name="figure">Of this step alone, so that no two write the same.</param>
    private async Task<Report> Do(Command command, string name, int figure)
    {
        if (command == Command.File)
        {
            return (await service.Reports.FileReportAsync(
                new() { Report = BalancedReports.Of(name, figure) })).Report;
        }

        var report = (await service.Reports.GetReportAsync(new() { Name = name })).Report;
        var correction = BalancedReports.Of(name, figure);
        correction.Etag = report.Etag;
        return command switch
        {
            Command.Correct => (await service.Reports.CorrectReportAsync(
                new() { Report = correction, Reason = "改" })).Report,
            Command.Return => (await service.Reports.ReturnReportAsync(
                new() { Name = name, Etag = report.Etag, Notice = new() { Reason = "核" } })).Report,
            Command.Accept => (await service.Reports.AcceptReportAsync(
                new() { Name = name, Etag = report.Etag })).Report,
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

    public enum Command
    {
        File,
        Correct,
        Return,
        Accept,
        Withdraw,
    }

    /// <summary>What a client does next, and to which of the reports.</summary>
    public sealed record Step(Command Command, int Report);

    /// <summary>A program for each client. They are not shrunk: smaller ones need not meet again.</summary>
    public static class Programs
    {
        private static readonly Gen<Command> Commands = Gen.Frequency(
            (1, Gen.Constant(Command.File)), (2, Gen.Constant(Command.Correct)), (1, Gen.Constant(Command.Return)),
            (1, Gen.Constant(Command.Accept)), (1, Gen.Constant(Command.Withdraw)));

        public static Arbitrary<Step[][]> OfAllClients() =>
            (from command in Commands from report in Gen.Choose(0, Reports - 1) select new Step(command, report))
            .ArrayOf(Steps).ArrayOf(Clients).ToArbitrary();
    }
}
