using System.Net;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Ogi.Stats.V1;
using StatsService.OpenApi;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>The same rpcs where HTTP/2 does not reach: in a browser, behind a proxy of HTTP/1.1.</summary>
public sealed class GrpcWeb(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string ConnectWeb = "tests/clients/web/node_modules/@connectrpc/connect-web/package.json";

    [Fact]
    public async Task A_call_is_answered_over_HTTP_1_1()
    {
        await service.Reports.FileReportAsync(new() { Report = SampleReports.Changzhi2019("organs/140400") });
        using var channel = Connect();

        var answer = await new StatisticsService.StatisticsServiceClient(channel).QueryApplicationOutcomesAsync(
            new() { Selection = new() { Organs = { "organs/140400" }, FirstYear = 2019 } });

        Assert.Equal(181, answer.Rows[0].Total.ReceivedCount);
    }

    [Fact]
    public async Task A_refusal_comes_with_its_details()
    {
        using var channel = Connect();
        var reports = new ReportService.ReportServiceClient(channel);

        await Refused.AtField(StatusCode.InvalidArgument, "UNKNOWN_ORGAN", "report.name", async () =>
            await reports.FileReportAsync(new() { Report = new() { Name = "organs/999999/reports/2019-region" } }));
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_told_as_in_gRPC()
    {
        using var channel = Connect();
        var reports = new ReportService.ReportServiceClient(channel);
        var large = new Report { Title = new('长', 2 << 20) };

        await Refused.With(StatusCode.ResourceExhausted, "TOO_LARGE", async () =>
            await reports.ValidateReportAsync(new() { Report = large }));
    }

    [Fact]
    public async Task Changes_are_followed_and_given_up()
    {
        using var channel = Connect();
        using var call = new ChangeService.ChangeServiceClient(channel).WatchChanges(
            new() { Filter = new() { Divisions = { "divisions/140400" } } });

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.NotEmpty(call.ResponseStream.Current.Position);
    }

    [NeedsFact("node", ConnectWeb)]
    public async Task Node_with_connect_web_files_asks_watches_and_is_refused()
    {
        Tools.Require(ConnectWeb);
        using var descriptors = new TemporaryFile("protos.binpb", ProtoComments.Files.ToByteArray());

        var answer = JsonNode.Parse(await Programs.Run("node", [
            Path.Combine(Repository.Root, "tests/clients/web/client.mjs"), service.HttpAddress, descriptors.Path,
            Repository.Sample("140400-2019-region"), "organs/140400", "2019",
        ]))!;

        var report = "organs/140400/reports/2019-region";
        Assert.Equal(report, (string)answer["filed"]!);
        Assert.Equal("""{"received":181,"carriedOut":null}""", answer["total"]!.ToJsonString());
        Assert.Contains(report, answer["watched"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("Canceled", (string)answer["stopped"]!);
        var refusal = answer["refusal"]!;
        Assert.Equal(
            ("InvalidArgument", "UNKNOWN_ORGAN", "report.name"),
            ((string)refusal["code"]!, (string)refusal["reason"]!, (string)refusal["field"]!));
        Assert.Contains("没有登记的机关", (string)refusal["zh"]!, StringComparison.Ordinal);
        Assert.Contains("is not registered", (string)refusal["en"]!, StringComparison.Ordinal);
    }

    private GrpcChannel Connect() => GrpcChannel.ForAddress(
        service.HttpAddress,
        new() { HttpHandler = new GrpcWebHandler(new HttpClientHandler()), HttpVersion = HttpVersion.Version11 });
}
