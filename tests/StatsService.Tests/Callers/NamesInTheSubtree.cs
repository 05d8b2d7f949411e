using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.Registry;

namespace StatsService.Tests.Callers;

/// <summary>What a caller with a subtree writes for names means what it means for everyone.</summary>
public sealed class NamesInTheSubtree(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private Metadata Shanxi =>
        service.Key.Of("platform-shanxi", ["filer", "reviewer", "registrar"], "divisions/140000");

    [Fact]
    public async Task An_id_alone_will_do_wherever_an_organ_or_a_division_is_named()
    {
        var one = (await Create(Bare(Departments.New()))).Name;
        var other = (await Create(Bare(Departments.New()))).Name;
        var report = BalancedReports.Of(one + "/reports/2021-organ", 7);

        await service.Reports.FileReportAsync(new() { Report = report, OnBehalfOf = "140400" }, Shanxi);
        await service.Exempt(
            new() { Name = one["organs/".Length..], Year = 2020, Scope = Scope.Organ, Reason = "新设" },
            Shanxi);
        var merged = await service.Merge(
            new()
            {
                Predecessors = { one["organs/".Length..] },
                Successor = other["organs/".Length..],
                Year = 2022,
                Source = "通知",
            },
            Shanxi);

        Assert.Equal([one, other], merged.Organs.Select(organ => organ.Name));
    }

    [Fact]
    public async Task An_id_alone_that_lies_elsewhere_is_outside_all_the_same()
    {
        var elsewhere = Departments.New();
        elsewhere.Division = "320100";

        var refused = await Refused.By(() => service.Registry.CreateOrganAsync(new() { Organ = elsewhere }, Shanxi));

        Assert.Equal((StatusCode.PermissionDenied, "OUTSIDE_SUBTREE"), (refused.Code, refused.Reason));
    }

    [Theory]
    [InlineData("14040", "organs/140400")]
    [InlineData("320107", null)] // near 320106, which is not the caller's
    public async Task An_organ_that_is_not_registered_is_answered_with_the_nearest_of_the_callers_own(
        string id, string? nearest)
    {
        var report = BalancedReports.Of($"organs/{id}/reports/2021-region", 7);

        var refused = await Refused.By(() => service.Reports.FileReportAsync(new() { Report = report }, Shanxi));

        Assert.Equal((StatusCode.InvalidArgument, "UNKNOWN_ORGAN"), (refused.Code, refused.Reason));
        Assert.Equal(["report.name"], refused.Fields);
        Assert.Equal(nearest, refused.Nearest.Select(near => near.Name).FirstOrDefault());
    }

    [Fact]
    public async Task So_is_a_division()
    {
        var organ = Departments.New();
        organ.Division = "divisions/14040";

        var refused = await Refused.By(() => service.Registry.CreateOrganAsync(new() { Organ = organ }, Shanxi));

        Assert.Equal((StatusCode.InvalidArgument, "UNKNOWN_DIVISION"), (refused.Code, refused.Reason));
        Assert.Equal(["organ.division"], refused.Fields);
        Assert.Contains(("divisions/140400", "长治市"), refused.Nearest);
        Assert.All(refused.Nearest, near => Assert.StartsWith("divisions/14", near.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_organ_that_is_registered_elsewhere_is_outside()
    {
        var report = BalancedReports.Of("organs/320106/reports/2021-region", 7);

        var refused = await Refused.By(() => service.Reports.FileReportAsync(new() { Report = report }, Shanxi));

        Assert.Equal((StatusCode.PermissionDenied, "OUTSIDE_SUBTREE"), (refused.Code, refused.Reason));
    }

    private static Organ Bare(Organ organ)
    {
        organ.Name = organ.Name["organs/".Length..];
        organ.Division = "140400";
        organ.Parent = "140400";
        return organ;
    }

    private async Task<Organ> Create(Organ organ) =>
        (await service.Registry.CreateOrganAsync(new() { Organ = organ }, Shanxi)).Organ;
}
