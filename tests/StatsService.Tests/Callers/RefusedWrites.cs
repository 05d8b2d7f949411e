using Grpc.Core;
using Npgsql;
using StatsService.Tests.Fixtures;
using StatsService.Tests.Registry;

namespace StatsService.Tests.Callers;

/// <summary>A write of someone who may not write stores nothing, not even what its request id stood for.</summary>
public sealed class RefusedWrites(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    [Fact]
    public async Task Nobody() => await StoresNothing(StatusCode.Unauthenticated, new Metadata());

    [Fact]
    public async Task Someone_with_a_token_of_another_issuer() => await StoresNothing(
        StatusCode.Unauthenticated, TestKey.Bearer(service.Key.Token(issuer: "https://id.example.com")));

    [Fact]
    public async Task A_reader() => await StoresNothing(
        StatusCode.PermissionDenied, service.Key.Of("reader", [], "divisions/000000"));

    [Fact]
    public async Task A_filer_and_registrar_of_another_province() => await StoresNothing(
        StatusCode.PermissionDenied, service.Key.Of("platform", ["filer", "registrar"], "divisions/320000"));

    private async Task StoresNothing(StatusCode code, Metadata caller)
    {
        var before = await Stored();
        var report = BalancedReports.Of("organs/140400/reports/2021-region", 7);
        report.NarrativeSections.Add(new Ogi.Stats.V1.NarrativeSection { Heading = "一", Text = "总体情况" });
        var id = Guid.NewGuid().ToString();

        var filed = await Refused.By(
            () => service.Reports.FileReportAsync(new() { Report = report, RequestId = id }, caller));
        var registered = await Refused.By(
            () => service.Registry.CreateOrganAsync(new() { Organ = Departments.New(), RequestId = id }, caller));

        Assert.Equal((code, code), (filed.Code, registered.Code));
        Assert.Equal(before, await Stored());
    }

    private async Task<string> Stored()
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand("""
            select (select count(*) from ogi.mt_events where type <> 'tombstone')
                || '/' || (select count(*) from ogi.mt_doc_annualreport)
                || '/' || (select count(*) from ogi.mt_doc_organ)
                || '/' || (select count(*) from ogi.request_receipt) || '/' || (select count(*) from ogi.source)
                || '/' || (select count(*) from ogi.organ_code)
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
