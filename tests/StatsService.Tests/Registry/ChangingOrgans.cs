using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>UpdateOrgan and ExemptOrgan.</summary>
public sealed class ChangingOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task An_update_replaces_what_is_known()
    {
        var organ = await service.Create(Departments.New());
        organ.Names.Insert(0, new TimedName { Title = "长治市数据局", Years = new() { FirstYear = 2024 } });
        organ.Kind = OrganKind.PublicInstitution;
        organ.Parent = "";
        var updated = (await service.Registry.UpdateOrganAsync(new() { Organ = organ, Reason = "更名" })).Organ;

        Assert.NotEqual(organ.Etag, updated.Etag);
        organ.Etag = updated.Etag;
        Assert.Equal(organ, updated);
        Assert.Equal(updated, await service.Get(organ.Name));
    }

    [Fact]
    public async Task An_update_that_changes_nothing_stores_nothing()
    {
        var organ = await service.Create(Departments.New());
        var same = (await service.Registry.UpdateOrganAsync(new() { Organ = organ })).Organ;

        Assert.Equal(organ, same);
        Assert.Equal(1, await service.Events(organ.Name));
    }

    [Fact]
    public async Task An_update_with_a_stale_etag_is_refused_with_the_current_one()
    {
        var read = await service.Create(Departments.New());
        var other = read.Clone();
        other.Aliases.Add("先到者");
        var current = (await service.Registry.UpdateOrganAsync(new() { Organ = other })).Organ;
        read.Aliases.Add("后到者");
        var refused = await Refused.By(() => service.Registry.UpdateOrganAsync(new() { Organ = read }));

        Assert.Equal((StatusCode.Aborted, "STALE_ETAG"), (refused.Code, refused.Reason));
        Assert.Equal(current.Etag, refused.Metadata["etag"]);
        Assert.Equal(current, await service.Get(read.Name));
    }

    [Fact]
    public async Task An_update_without_an_etag_or_of_an_unknown_organ_is_refused()
    {
        var organ = await service.Create(Departments.New());
        organ.Etag = "";
        Assert.Equal(["organ.etag"],
            (await Refused.By(() => service.Registry.UpdateOrganAsync(new() { Organ = organ }))).Fields);

        var unknown = Departments.New();
        unknown.Etag = "1-00";
        Assert.Equal("RESOURCE_NOT_FOUND",
            (await Refused.By(() => service.Registry.UpdateOrganAsync(new() { Organ = unknown }))).Reason);
    }

    [Fact]
    public async Task An_organ_is_not_above_itself()
    {
        var above = await service.Create(Departments.New());
        var below = Departments.New();
        below.Parent = above.Name;
        below = await service.Create(below);
        above.Parent = below.Name;
        var refused = await Refused.By(() => service.Registry.UpdateOrganAsync(new() { Organ = above }));

        Assert.Equal(["organ.parent"], refused.Fields);
    }

    [Fact]
    public async Task A_code_that_was_given_up_leads_to_its_organ_until_another_takes_it()
    {
        var code = "code-" + Departments.NewId();
        var first = Departments.New();
        first.Codes.Add(code);
        first = await service.Create(first);
        first.Codes.Clear();
        first = (await service.Registry.UpdateOrganAsync(new() { Organ = first })).Organ;
        Assert.Equal(first.Name, (await service.Get("organs/" + code)).Name);

        var second = Departments.New();
        second.Codes.Add(code);
        second = await service.Create(second);
        Assert.Equal(second.Name, (await service.Get("organs/" + code)).Name);

        first.Codes.Add(code);
        var refused = await Refused.By(() => service.Registry.UpdateOrganAsync(new() { Organ = first }));
        Assert.Equal(("ORGAN_EXISTS", second.Name), (refused.Reason, refused.Metadata["organ"]));
    }

    [Fact]
    public async Task An_exemption_is_recorded_and_lifted()
    {
        var organ = await service.Create(Departments.New());
        var request = new ExemptOrganRequest { Name = organ.Name, Year = 2020, Scope = Scope.Organ, Reason = "新设机关" };
        var exempted = (await service.Exempt(request)).Organ;
        Assert.Equal(new() { Year = 2020, Scope = Scope.Organ, Reason = "新设机关" }, Assert.Single(exempted.Exemptions));

        Assert.Equal(exempted, (await service.Registry.ExemptOrganAsync(request)).Organ); // once more: nothing new
        Assert.Equal(2, await service.Events(organ.Name));

        request.Lift = true;
        request.Reason = "误登";
        Assert.Equal(
            "STALE_ETAG", (await Refused.By(() => service.Registry.ExemptOrganAsync(request))).Reason);
        var lifted = (await service.Exempt(request)).Organ;
        Assert.Empty(lifted.Exemptions);

        request.Etag = lifted.Etag;
        var refused = await Refused.By(() => service.Registry.ExemptOrganAsync(request));
        Assert.Equal((StatusCode.NotFound, "EXEMPTION_NOT_FOUND"), (refused.Code, refused.Reason));
    }

    [Theory]
    [InlineData(2020, Scope.Organ, "", "1-abc", "reason")]
    [InlineData(2020, Scope.Organ, "原因", "", "etag")]
    [InlineData(20, Scope.Organ, "原因", "1-abc", "year")]
    [InlineData(2020, Scope.Unspecified, "原因", "1-abc", "scope")]
    [InlineData(2020, Scope.Unknown, "原因", "1-abc", "scope")]
    public async Task An_exemption_that_cannot_be_understood_is_refused(
        int year, Scope scope, string reason, string etag, string field)
    {
        var refused = await Refused.By(() => service.Registry.ExemptOrganAsync(
            new() { Name = "organs/140400", Year = year, Scope = scope, Reason = reason, Etag = etag }));

        Assert.Equal([field], refused.Fields);
        Assert.Equal(1, await service.Events("organs/140400"));
    }
}
