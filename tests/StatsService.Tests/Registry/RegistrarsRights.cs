using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>A registrar keeps the registry of the subtree of its division, and no other.</summary>
public sealed class RegistrarsRights(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private Metadata Shanxi => service.Key.Of("registry-shanxi", ["registrar", "reader"], "divisions/140000");

    [Fact]
    public async Task An_organ_is_registered_only_below_the_registrars_division()
    {
        var own = Departments.New();
        Assert.Equal(own.Name, (await service.Registry.CreateOrganAsync(new() { Organ = own }, Shanxi)).Organ.Name);

        var other = Departments.New();
        other.Division = "divisions/320100";
        await Outside(() => service.Registry.CreateOrganAsync(new() { Organ = other }, Shanxi));
    }

    [Fact]
    public async Task An_organ_is_moved_only_by_who_keeps_both_ends()
    {
        var organ = (await service.Registry.CreateOrganAsync(new() { Organ = Departments.New() }, Shanxi)).Organ;
        organ.Division = "divisions/320100";
        await Outside(() => service.Registry.UpdateOrganAsync(new() { Organ = organ }, Shanxi));

        var nation = service.Key.Of("registry", ["registrar"], "divisions/000000");
        organ = (await service.Registry.UpdateOrganAsync(new() { Organ = organ }, nation)).Organ;
        organ.Division = "divisions/140400";
        await Outside(() => service.Registry.UpdateOrganAsync(new() { Organ = organ }, Shanxi));
    }

    [Fact]
    public async Task An_import_does_not_draw_an_organ_over_from_elsewhere()
    {
        var nation = service.Key.Of("registry", ["registrar"], "divisions/000000");
        var elsewhere = Departments.New();
        elsewhere.Division = "divisions/320100";
        await service.Registry.CreateOrganAsync(new() { Organ = elsewhere }, nation);
        var moved = elsewhere.Clone();
        moved.Division = "divisions/140400";
        var dry = new BatchUpsertOrgansRequest { Organ = moved, ValidateOnly = true };

        Assert.Equal(
            ["OUTSIDE_SUBTREE", "OUTSIDE_SUBTREE", "OUTSIDE_SUBTREE", null],
            await Reasons(
                new() { Organ = elsewhere }, new() { Organ = moved }, dry, new() { Organ = Departments.New() }));
    }

    [Fact]
    public async Task A_merger_needs_all_organs_concerned()
    {
        var own = (await service.Registry.CreateOrganAsync(new() { Organ = Departments.New() }, Shanxi)).Organ.Name;
        await Outside(() => service.Registry.MergeOrgansAsync(
            new() { Predecessors = { "organs/320106" }, Successor = own, Year = 2019, Source = "通知" }, Shanxi));
        await Outside(() => service.Registry.SplitOrganAsync(
            new() { Predecessor = own, Successors = { own, "organs/320106" }, Year = 2019, Source = "通知" }, Shanxi));
        await Outside(() => service.Registry.ExemptOrganAsync(
            new() { Name = "organs/320106", Year = 2019, Scope = Scope.Organ, Reason = "无" }, Shanxi));
    }

    private static async Task Outside<T>(Func<AsyncUnaryCall<T>> call)
        where T : Google.Protobuf.IMessage
    {
        var refused = await Refused.By(call);
        Assert.Equal((StatusCode.PermissionDenied, "OUTSIDE_SUBTREE"), (refused.Code, refused.Reason));
    }

    private async Task<IEnumerable<string?>> Reasons(params BatchUpsertOrgansRequest[] items)
    {
        using var call = service.Registry.BatchUpsertOrgans(Shanxi);
        foreach (var item in items)
        {
            await call.RequestStream.WriteAsync(item);
        }

        await call.RequestStream.CompleteAsync();
        var answers = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return answers.Select(answer => answer.Error is null ? null : Refused.Of(answer.Error).Reason);
    }
}
