using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>Registrars who write at the same time.</summary>
public sealed class ConcurrentRegistrars(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Of_organs_registered_at_once_with_one_code_exactly_one_gets_it()
    {
        for (var round = 0; round < 5; round++)
        {
            var code = "code-" + Departments.NewId();
            var organs = Enumerable.Range(0, 6).Select(_ => Departments.New()).ToList();
            organs.ForEach(organ => organ.Codes.Add(code));
            organs[0] = Departments.New(code); // it has it as its id
            var reasons = await Task.WhenAll(
                organs.Select(organ => Reason(() => service.Registry.CreateOrganAsync(new() { Organ = organ }))));

            Assert.Single(reasons, reason => reason is null);
            Assert.Equal(5, reasons.Count(reason => reason == "ORGAN_EXISTS"));
            Assert.Equal(organs[Array.IndexOf(reasons, null)].Name, (await service.Get("organs/" + code)).Name);
        }
    }

    [Fact]
    public async Task A_code_that_one_takes_up_again_and_another_takes_over_goes_to_one_of_them()
    {
        for (var round = 0; round < 20; round++)
        {
            var code = "code-" + Departments.NewId();
            var first = Departments.New();
            first.Codes.Add(code);
            first = await service.Create(first);
            first.Codes.Clear();
            first = (await service.Registry.UpdateOrganAsync(new() { Organ = first })).Organ;
            var second = await service.Create(Departments.New());
            first.Codes.Add(code);
            second.Codes.Add(code);
            var reasons = await Task.WhenAll(
                Reason(() => service.Registry.UpdateOrganAsync(new() { Organ = first })),
                Reason(() => service.Registry.UpdateOrganAsync(new() { Organ = second })));

            Assert.Equal([null, "ORGAN_EXISTS"], reasons.Order(StringComparer.Ordinal));
            Assert.Single(
                [await service.Get(first.Name), await service.Get(second.Name)], organ => organ.Codes.Contains(code));
        }
    }

    [Fact]
    public async Task Of_updates_with_one_etag_exactly_one_wins()
    {
        var organ = await service.Create(Departments.New());
        var reasons = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
        {
            var mine = organ.Clone();
            mine.Aliases.Add($"别名{i}");
            return Reason(() => service.Registry.UpdateOrganAsync(new() { Organ = mine }));
        }));

        Assert.Single(reasons, reason => reason is null);
        Assert.Equal(5, reasons.Count(reason => reason == "STALE_ETAG"));
        Assert.Single((await service.Get(organ.Name)).Aliases);
    }

    [Fact]
    public async Task Retries_of_one_request_at_once_store_it_once()
    {
        var organ = Departments.New();
        organ.Name = "";
        var request = new CreateOrganRequest { Organ = organ, RequestId = Guid.NewGuid().ToString() };
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(async _ => await service.Registry.CreateOrganAsync(request)));

        Assert.Single(answers.Distinct());
        Assert.Equal(1, await service.Scalar<long>(
            "select count(*) from ogi.organ_code where organ = $1", answers[0].Organ.Name[7..]));
    }

    [Fact]
    public async Task Mergers_of_the_same_organs_in_any_order_do_not_block_each_other()
    {
        var organs = new List<string>();
        var etags = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 6; i++)
        {
            var organ = await service.Create(Departments.New());
            organs.Add(organ.Name);
            etags.Add(organ.Name, organ.Etag);
        }

        var reasons = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Reason(() => service.Registry.MergeOrgansAsync(new()
            {
                Predecessors = { organs.Skip(i).Concat(organs.Take(i)) },
                Successor = organs[i],
                Year = 2019,
                Source = "通知",
                Etags = { etags },
            }))));

        Assert.Single(reasons, reason => reason is null);
        Assert.All(reasons, reason => Assert.True(reason is null or "STALE_ETAG" or "CONCURRENT_CHANGE", reason));
    }

    [Fact]
    public async Task Imports_at_once_of_the_same_organ_without_an_id_register_it_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var organ = Departments.New();
            organ.Name = "";
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Upsert(organ)));

            Assert.Single(answers, answer => answer.Result == UpsertResult.Created);
            Assert.Equal(5, answers.Count(answer => answer.Result == UpsertResult.Unchanged));
            Assert.Single(answers.Select(answer => answer.Organ).Distinct(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Two_organs_are_not_put_above_each_other_at_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var one = await service.Create(Departments.New());
            var other = await service.Create(Departments.New());
            (one.Parent, other.Parent) = (other.Name, one.Name);
            var reasons = await Task.WhenAll(
                Reason(() => service.Registry.UpdateOrganAsync(new() { Organ = one })),
                Reason(() => service.Registry.UpdateOrganAsync(new() { Organ = other })));

            Assert.Equal([null, "INVALID_VALUE"], reasons.Order(StringComparer.Ordinal));
        }
    }

    private async Task<BatchUpsertOrgansResponse> Upsert(Organ organ)
    {
        using var call = service.Registry.BatchUpsertOrgans();
        await call.RequestStream.WriteAsync(new() { Organ = organ });
        await call.RequestStream.CompleteAsync();
        return Assert.Single(await call.ResponseStream.ReadAllAsync().ToListAsync());
    }

    private static async Task<string?> Reason<T>(Func<AsyncUnaryCall<T>> call)
        where T : Google.Protobuf.IMessage
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException e)
        {
            return Refused.Of(e.GetRpcStatus()!).Reason;
        }
    }
}
