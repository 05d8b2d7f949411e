using System.Net;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Exports;

/// <summary>Whoever reads exports what they may read.</summary>
public sealed class WhoExports(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private Metadata Filer => service.Key.Of("filer", ["filer"], "divisions/000000");

    private Metadata Reader => service.Key.Of("reader", []);

    [Fact]
    public async Task What_was_withdrawn_has_rows_for_those_only_who_may_see_it()
    {
        var organ = await TestOrgans.Register(service);
        var filed = await service.File(BalancedReports.Of($"{organ}/reports/2021-organ", 7), Filer);
        var request = new ExportReportsRequest
        {
            Parent = organ,
            Format = ExportFormat.Csv,
            Read = new() { Position = filed.LastEvent.Position },
        };
        var before = await ExportedFile.Of(service, request, Reader);
        await service.Withdraw(filed, Filer);

        Assert.Equal(7 * 25, before.Trailer.RowCount);
        Assert.Equal(0, (await ExportedFile.Of(service, request, Reader)).Trailer.RowCount);
        Assert.Equal(before.Bytes, (await ExportedFile.Of(service, request, Filer)).Bytes);
    }

    [Fact]
    public async Task Nobody_exports_without_a_token()
    {
        await Refused.With(StatusCode.Unauthenticated, "NOT_SIGNED_IN", () => ExportedFile.Of(
            service, new ExportReportsRequest { Format = ExportFormat.Csv }));
        var answer = await JsonCalls.Get(service, "/v1/reports:export");

        answer.Refuses(HttpStatusCode.Unauthorized, Google.Rpc.Code.Unauthenticated, "NOT_SIGNED_IN");
    }

    [Fact]
    public async Task A_download_takes_the_token_as_any_call_in_JSON()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get, service.HttpAddress + "/v1/reports:export?parent=organs/140400");
        request.Headers.Add("authorization", Reader.GetValue("authorization"));

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
