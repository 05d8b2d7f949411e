using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>A registrar changes divisions of the subtree of its own, and no others.</summary>
public sealed class RightsOverDivisions(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private Metadata Nation => service.Key.Of("registry", ["registrar"], "divisions/000000");

    private Metadata Shanxi => service.Key.Of("registry-shanxi", ["registrar"], "divisions/140000");

    [Fact]
    public async Task A_registrar_changes_divisions_below_its_own()
    {
        var county = await Register("divisions/140400");
        await service.Registry.ChangeDivisionsAsync(
            TestDivisions.Changed(DivisionChangeKind.Transferred, 2019, [county], parent: "divisions/140500"), Shanxi);
        Assert.Equal(2, await service.Events(county));
    }

    [Fact]
    public async Task Every_division_of_a_change_lies_below_the_registrars_own()
    {
        var (own, foreign) = (await Register("divisions/140400"), await Register("divisions/320800"));
        await Denied("OUTSIDE_SUBTREE", Shanxi, DivisionChangeKind.Renamed, [foreign], title: "新名县");
        await Denied("OUTSIDE_SUBTREE", Shanxi, DivisionChangeKind.Merged, [own, foreign], [own]);
        await Denied("OUTSIDE_SUBTREE", Shanxi, DivisionChangeKind.Recoded, [own], [foreign]);
        await Denied("OUTSIDE_SUBTREE", Shanxi, DivisionChangeKind.Transferred, [own], parent: "divisions/320800");
        await Denied("OUTSIDE_SUBTREE", Shanxi, DivisionChangeKind.Transferred, [foreign], parent: "divisions/140400");

        Assert.Equal((1, 1), (await service.Events(own), await service.Events(foreign)));
    }

    [Fact]
    public async Task Who_is_no_registrar_changes_nothing()
    {
        var county = await Register("divisions/140400");
        var others = service.Key.Of("office", ["reader", "filer", "reviewer"], "divisions/000000");
        await Denied("ROLE_MISSING", others, DivisionChangeKind.Renamed, [county], title: "新名县");
        var nowhere = service.Key.Of("registry-nowhere", ["registrar"], "");
        await Denied("OUTSIDE_SUBTREE", nowhere, DivisionChangeKind.Renamed, [county], title: "新名县");
        var request = TestDivisions.Changed(DivisionChangeKind.Renamed, 2019, [county], title: "新名县");
        await Refused.With(StatusCode.Unauthenticated, "NOT_SIGNED_IN", async () =>
            await service.Registry.ChangeDivisionsAsync(request));

        Assert.Equal(1, await service.Events(county));
    }

    [Fact]
    public async Task An_import_does_not_change_a_division_elsewhere()
    {
        var foreign = TestDivisions.New("divisions/320800");
        await service.Upsert([foreign], caller: Nation);
        var drawn = new Division(foreign) { Parent = "divisions/140400" };
        var renamed = new Division(foreign) { Title = "新名县" };
        var answers = await service.Upsert([drawn, renamed], caller: Shanxi);

        Assert.All(answers, answer => Assert.Equal("OUTSIDE_SUBTREE", Refused.Of(answer.Error).Reason));
        Assert.Equal(1, await service.Events(foreign.Name));
    }

    private async Task Denied(
        string reason, Metadata caller, DivisionChangeKind kind, string[] before, string[]? after = null,
        string title = "", string parent = "") =>
        await Refused.With(StatusCode.PermissionDenied, reason, async () =>
            await service.Registry.ChangeDivisionsAsync(
                TestDivisions.Changed(kind, 2019, before, after, title, parent), caller));

    private async Task<string> Register(string parent)
    {
        var division = TestDivisions.New(parent);
        Assert.Null(Assert.Single(await service.Upsert([division], caller: Nation)).Error);
        return division.Name;
    }
}
