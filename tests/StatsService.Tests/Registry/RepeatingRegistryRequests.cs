using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>
/// A request id makes a retry safe: the same id with the same contents gives the same answer, for ever.
/// </summary>
public sealed class RepeatingRegistryRequests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_retry_of_a_registration_gives_the_id_that_was_made_the_first_time()
    {
        var organ = Departments.New();
        organ.Name = "";
        var request = new CreateOrganRequest { Organ = organ, RequestId = Guid.NewGuid().ToString() };
        var first = await service.Registry.CreateOrganAsync(request);

        Assert.Equal(first, await service.Registry.CreateOrganAsync(request));
        Assert.Equal(1, await service.Events(first.Organ.Name));
    }

    [Fact]
    public async Task A_late_retry_gives_the_first_answer_and_undoes_nothing()
    {
        var request = new CreateOrganRequest { Organ = Departments.New(), RequestId = Guid.NewGuid().ToString() };
        var first = (await service.Registry.CreateOrganAsync(request)).Organ;
        var changed = first.Clone();
        changed.Aliases.Add("又名");
        changed = (await service.Registry.UpdateOrganAsync(new() { Organ = changed })).Organ;

        Assert.Equal(first, (await service.Registry.CreateOrganAsync(request)).Organ);
        Assert.Equal(changed, await service.Get(first.Name));
    }

    [Fact]
    public async Task A_late_retry_is_answered_also_after_the_code_it_names_moved_to_another_organ()
    {
        var code = Departments.NewId();
        var (organ, other) = (Departments.New(), Departments.New());
        organ.Codes.Add(code);
        organ = await service.Create(organ);
        var request = new ExemptOrganRequest
        {
            Name = "organs/" + code,
            Year = 2021,
            Scope = Scope.Organ,
            Reason = "新设",
            RequestId = Guid.NewGuid().ToString(),
        };
        var first = (await service.Exempt(request)).Organ;
        var without = first.Clone();
        without.Codes.Clear();
        await service.Registry.UpdateOrganAsync(new() { Organ = without, Reason = "更正" });
        other.Codes.Add(code);
        await service.Create(other);

        Assert.Equal(first, (await service.Registry.ExemptOrganAsync(request)).Organ);
        Assert.Empty((await service.Get(other.Name)).Exemptions);
    }

    [Fact]
    public async Task An_id_that_was_used_for_other_contents_is_refused()
    {
        var id = Guid.NewGuid().ToString();
        await service.Registry.CreateOrganAsync(new() { Organ = Departments.New(), RequestId = id });
        var other = Departments.New();
        var refused = await Refused.By(
            () => service.Registry.CreateOrganAsync(new() { Organ = other, RequestId = id }));

        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (refused.Code, refused.Reason));
        Assert.Equal(0, await service.Events(other.Name));
    }

    [Fact]
    public async Task A_retry_of_an_update_succeeds_although_its_etag_is_stale_by_then()
    {
        var organ = await service.Create(Departments.New());
        organ.Aliases.Add("又名");
        var request = new UpdateOrganRequest { Organ = organ, Reason = "补充", RequestId = Guid.NewGuid().ToString() };
        var first = await service.Registry.UpdateOrganAsync(request);

        Assert.Equal(first, await service.Registry.UpdateOrganAsync(request));
        request.Reason = "别的理由";
        Assert.Equal("REQUEST_ID_REUSED", (await Refused.By(() => service.Registry.UpdateOrganAsync(request))).Reason);
    }

    [Fact]
    public async Task A_retry_of_a_merger_gives_all_organs_as_they_stood_then()
    {
        var (one, other, merged) = (
            await service.Create(Departments.New()), await service.Create(Departments.New()),
            await service.Create(Departments.New()));
        var request = new MergeOrgansRequest
        {
            Predecessors = { other.Name, one.Name },
            Successor = merged.Name,
            Year = 2019,
            Source = "通知",
            RequestId = Guid.NewGuid().ToString(),
        };
        var first = await service.Merge(request);
        foreach (var name in new[] { one.Name, merged.Name })
        {
            await service.Exempt(
                new() { Name = name, Year = 2018, Scope = Scope.Organ, Reason = "其后" });
        }

        Assert.Equal(first, await service.Registry.MergeOrgansAsync(request));
        Assert.Equal(3, await service.Events(merged.Name));
    }

    [Fact]
    public async Task A_retry_of_an_exemption_does_not_bring_back_what_was_lifted()
    {
        var organ = await service.Create(Departments.New());
        var request = new ExemptOrganRequest
        {
            Name = organ.Name,
            Year = 2020,
            Scope = Scope.Organ,
            Reason = "新设",
            RequestId = Guid.NewGuid().ToString(),
        };
        var first = await service.Exempt(request);
        await service.Exempt(
            new() { Name = organ.Name, Year = 2020, Scope = Scope.Organ, Lift = true, Reason = "误登" });

        Assert.Equal(first, await service.Registry.ExemptOrganAsync(request));
        Assert.Empty((await service.Get(organ.Name)).Exemptions);
    }

    [Fact]
    public async Task A_request_id_that_is_no_uuid_is_refused()
    {
        var refused = await Refused.By(
            () => service.Registry.CreateOrganAsync(new() { Organ = Departments.New(), RequestId = "1" }));

        Assert.Equal(["request_id"], refused.Fields);
    }
}
