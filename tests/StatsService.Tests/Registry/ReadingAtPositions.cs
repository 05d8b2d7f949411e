using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>Writes answer their position; reads wait for it, and GetOrgan goes back to it.</summary>
public sealed class ReadingAtPositions(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Every_write_answers_the_position_at_which_the_organ_stands_as_it_left_it()
    {
        var created = await service.Registry.CreateOrganAsync(new() { Organ = Departments.New() });
        var name = created.Organ.Name;
        var changed = created.Organ.Clone();
        changed.Aliases.Add("又名");
        var updated = await service.Registry.UpdateOrganAsync(new() { Organ = changed });
        var exempted = await service.Exempt(new() { Name = name, Year = 2020, Scope = Scope.Organ, Reason = "新设" });
        var other = await service.Registry.CreateOrganAsync(new() { Organ = Departments.New() });
        var merged = await service.Merge(
            new() { Predecessors = { other.Organ.Name }, Successor = name, Year = 2021, Source = "通知" });

        (string Position, Organ Left)[] writes =
        [
            (created.Position, created.Organ), (updated.Position, updated.Organ), (exempted.Position, exempted.Organ),
            (merged.Position, merged.Organs[1]),
        ];
        foreach (var (position, left) in writes)
        {
            var then = await service.Registry.GetOrganAsync(
                new() { Name = name, Read = new() { Position = position } });
            Assert.Equal((left, position), (then.Organ, then.Stamp.AsOfPosition));
        }
    }

    [Fact]
    public async Task An_item_of_an_import_answers_its_position_and_a_dry_one_none()
    {
        var (dry, real) = (await Upsert(validateOnly: true), await Upsert(validateOnly: false));
        var then = await service.Registry.GetOrganAsync(
            new() { Name = real.Organ, Read = new() { Position = real.Position } });

        Assert.Empty(dry.Position);
        Assert.Equal(real.Position, then.Stamp.AsOfPosition);
    }

    [Fact]
    public async Task An_organ_that_was_not_registered_yet_is_not_found()
    {
        var before = (await service.Registry.CreateOrganAsync(new() { Organ = Departments.New() })).Position;
        var later = await service.Create(Departments.New());

        var refused = await Refused.By(
            () => service.Registry.GetOrganAsync(new() { Name = later.Name, Read = new() { Position = before } }));

        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Every_read_waits_for_a_write()
    {
        var created = await service.Registry.CreateOrganAsync(new() { Organ = Departments.New() });
        var read = new ReadPoint { MinPosition = created.Position };

        var organ = await service.Registry.GetOrganAsync(new() { Name = created.Organ.Name, Read = read });
        var list = await service.Registry.ListOrgansAsync(new() { Division = "divisions/140400", Read = read });
        var found = await service.Registry.SearchOrgansAsync(new() { Query = created.Organ.Name, Read = read });
        var divisions = await service.Registry.ListDivisionsAsync(new() { PageSize = 1, Read = read });
        var division = await service.Registry.GetDivisionAsync(new() { Name = "divisions/140400", Read = read });

        Assert.Equal(created.Organ, organ.Organ);
        Assert.Contains(created.Organ, list.Organs);
        Assert.Equal(created.Organ, found.Matches[0].Organ);
        Assert.All(
            [organ.Stamp, list.Stamp, found.Stamp, divisions.Stamp, division.Stamp],
            stamp => Assert.True(stamp.AsOfTime >= organ.Stamp.AsOfTime));
    }

    [Fact]
    public async Task What_is_answered_only_as_it_stands_refuses_an_earlier_point()
    {
        var read = new ReadPoint
        {
            Position = (await service.Registry.GetOrganAsync(
            new() { Name = "organs/140400" })).Stamp.AsOfPosition
        };

        Refused[] refused =
        [
            await Refused.By(() => service.Registry.ListOrgansAsync(new() { Read = read })),
            await Refused.By(() => service.Registry.SearchOrgansAsync(new() { Query = "长治", Read = read })),
            await Refused.By(() => service.Registry.ListDivisionsAsync(new() { Read = read })),
            await Refused.By(() => service.Registry.GetDivisionAsync(new() { Name = "divisions/140400", Read = read })),
        ];

        Assert.All(refused, refusal => Assert.Equal(["read.position"], refusal.Fields));
    }

    private async Task<BatchUpsertOrgansResponse> Upsert(bool validateOnly)
    {
        using var call = service.Registry.BatchUpsertOrgans();
        await call.RequestStream.WriteAsync(new() { Organ = Departments.New(), ValidateOnly = validateOnly });
        await call.RequestStream.CompleteAsync();
        return Assert.Single(await call.ResponseStream.ReadAllAsync().ToListAsync());
    }
}
