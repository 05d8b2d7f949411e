using Google.Rpc;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>A caller may do what its roles allow, in the subtree of its division.</summary>
public sealed class Rights(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private static readonly string[] Filer = ["filer"];

    [Fact]
    public async Task A_filer_of_a_province_files_for_its_counties()
    {
        var place = await Place.New(service);

        var filed = await File(place.Report, service.Key.Of("platform", Filer, "divisions/" + place.Province));

        Assert.Equal("platform", filed.LastEvent.Client);
    }

    [Fact]
    public async Task A_filer_of_a_county_does_not_file_for_its_province()
    {
        var place = await Place.New(service);
        var above = await TestOrgans.Register(service, place.Province) + "/reports/2021-region";

        var caller = service.Key.Of("county", Filer, place.County);

        await Refused.With(StatusCode.PermissionDenied, "OUTSIDE_SUBTREE", () => File(above, caller));
    }

    [Fact]
    public async Task Outside_of_the_subtree_the_answer_is_the_same_whether_there_is_such_a_report()
    {
        var (own, other) = (await Place.New(service), await Place.New(service));
        var caller = service.Key.Of("platform", Filer, own.Province);
        await File(other.Report, service.Key.Of("other", Filer, other.Province));
        var noReport = await TestOrgans.Register(service, other.County) + "/reports/2021-region";

        var answers = new List<string>();
        foreach (var name in new[] { other.Report, noReport })
        {
            var status = await Refused.With(StatusCode.PermissionDenied, "OUTSIDE_SUBTREE", async () =>
                await service.Reports.WithdrawReportAsync(new() { Name = name, Etag = "1-x", Reason = "误报" }, caller));
            answers.Add(status.Message.Replace(name, "…", StringComparison.Ordinal));
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_token_without_a_division_covers_nothing()
    {
        var place = await Place.New(service);

        var caller = service.Key.Of("platform", Filer);

        await Refused.With(StatusCode.PermissionDenied, "OUTSIDE_SUBTREE", () => File(place.Report, caller));
    }

    [Theory]
    [InlineData("reviewer")]
    [InlineData("ROLE_FILER")]
    [InlineData("2")]
    [InlineData("reader,filer")]
    [InlineData("superuser")]
    public async Task A_caller_without_the_role_is_refused_and_unknown_roles_are_ignored(string role)
    {
        var place = await Place.New(service);
        var caller = service.Key.Of("platform", [role], place.Province);

        var status = await Refused.With(StatusCode.PermissionDenied, "ROLE_MISSING", () => File(place.Report, caller));

        Assert.Equal("FILER", status.GetDetail<ErrorInfo>()!.Metadata["role"]);
        Assert.NotNull(await service.Reports.ListReportsAsync(new(), caller)); // Whoever is signed in reads.
    }

    [Fact]
    public async Task Nobody_acts_on_behalf_of_an_organ_outside_of_the_subtree()
    {
        var (own, other) = (await Place.New(service), await Place.New(service));
        var report = BalancedReports.Of(own.Report, 7);
        var request = new FileReportRequest { Report = report, OnBehalfOf = other.Organ };

        await Refused.With(StatusCode.PermissionDenied, "OUTSIDE_SUBTREE", async () =>
            await service.Reports.FileReportAsync(request, service.Key.Of("platform", Filer, own.Province)));
    }

    [Fact]
    public async Task The_items_of_a_batch_are_checked_one_by_one()
    {
        var (own, other) = (await Place.New(service), await Place.New(service));
        using var call = service.Reports.BatchFileReports(service.Key.Of("platform", Filer, own.Province));
        foreach (var name in new[] { own.Report, other.Report, own.Organ + "/reports/2022-region" })
        {
            await call.RequestStream.WriteAsync(new()
            {
                Item = new() { Report = BalancedReports.Of(name, 7), RequestId = Guid.NewGuid().ToString() },
            });
        }

        await call.RequestStream.CompleteAsync();
        var answers = await call.ResponseStream.ReadAllAsync().ToListAsync();

        var reasons = answers.Select(answer => answer.Error?.GetDetail<ErrorInfo>()?.Reason);
        Assert.Equal([null, "OUTSIDE_SUBTREE", null], reasons);
    }

    [Fact]
    public async Task A_batch_needs_the_role_before_its_first_item()
    {
        using var call = service.Reports.BatchFileReports(service.Key.Of("reader", []));

        await Refused.With(
            StatusCode.PermissionDenied, "ROLE_MISSING", async () => await call.ResponseStream.MoveNext(default));
    }

    private Task<Report> File(string name, Metadata caller) => service.File(BalancedReports.Of(name, 7), caller);
}
