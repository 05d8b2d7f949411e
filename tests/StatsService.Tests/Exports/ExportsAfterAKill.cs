using Grpc.Net.Client;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Exports;

/// <summary>A process that was killed, and the next one on its database: they give the same bytes.</summary>
public sealed class ExportsAfterAKill : IAsyncLifetime
{
    private const string Division = "divisions/140400";
    private const string Organ = "organs/140400";

    private string _database = "";

    public async Task InitializeAsync() => _database = await TestDatabases.Create();

    public Task DisposeAsync() => TestDatabases.Drop(_database);

    [Fact]
    public async Task The_same_request_at_the_same_position_gives_the_same_bytes_and_hash()
    {
        IReadOnlyList<ExportedFile> before;
        Report filed;
        await using (var killed = await ServiceProcess.Start(_database))
        {
            using var channel = killed.Connect();
            await File(channel, SampleReports.Changzhi2019(Organ));
            filed = await File(channel, ReportsOfEveryState.Of(Organ));
            before = await EveryExport.Of(channel, Division, filed.LastEvent.Position);
            await killed.Kill();
        }

        await using var next = await ServiceProcess.Start(_database);
        using var again = next.Connect();
        await new ReportService.ReportServiceClient(again).CorrectReportAsync(new()
        {
            Report = new(Of(Organ, "2021-region", Applications("2021", 4))) { Etag = filed.Etag },
            Reason = "改",
        });
        var later = await File(again, Of(Organ, "2022-region", Applications("2021", 5)));
        var after = await EveryExport.Again(again, before);
        var now = await EveryExport.Of(again, Division, later.LastEvent.Position);

        Assert.Equal(11, before.Count);
        Assert.All(before.Zip(after, now), files =>
        {
            var (first, second, changed) = files;
            Assert.True(first.Trailer.RowCount > 0, first.Manifest.Query);
            Assert.Equal(first.Manifest.Query, second.Manifest.Query);
            Assert.Equal(first.Bytes, second.Bytes);
            Assert.Equal(first.Trailer.Sha256, second.Trailer.Sha256);
            Assert.NotEqual(first.Trailer.Sha256, changed.Trailer.Sha256);
        });
    }

    private static async Task<Report> File(GrpcChannel channel, Report report) =>
        (await new ReportService.ReportServiceClient(channel).FileReportAsync(new() { Report = report })).Report;
}
