using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>BatchUpsertOrgans: an answer for each item, in the order sent.</summary>
public sealed class ImportingOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Each_item_is_answered_in_order_with_what_became_of_it()
    {
        var known = await service.Create(Departments.New());
        var more = known.Clone();
        more.Aliases.Add("又名");
        var wrong = Departments.New();
        wrong.Division = "divisions/14040";
        var answers = await Upsert([Departments.New(), known, more, wrong, Departments.New()]);

        Assert.Equal([0L, 1, 2, 3, 4], answers.Select(answer => answer.Index));
        Assert.Equal(
            [UpsertResult.Created, UpsertResult.Unchanged, UpsertResult.Updated, UpsertResult.Refused,
             UpsertResult.Created],
            answers.Select(answer => answer.Result));
        var refused = Refused.Of(answers[3].Error);
        Assert.Equal((StatusCode.InvalidArgument, "UNKNOWN_DIVISION"), (refused.Code, refused.Reason));
        Assert.All(answers.Where(answer => answer.Error is null), answer =>
            Assert.StartsWith("organs/test-", answer.Organ, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_update_keeps_what_it_does_not_list()
    {
        var known = Departments.New();
        known.Aliases.Add("旧别名");
        known.Codes.Add("code-" + Departments.NewId());
        known.Years = new() { FirstYear = 2009 };
        known = await service.Create(known);

        var sent = new Organ
        {
            Name = known.Name,
            Names = { new TimedName { Title = "长治市新局" } },
            Aliases = { "新别名" },
            Kind = known.Kind,
            Division = known.Division,
        };
        Assert.Equal(UpsertResult.Updated, Assert.Single(await Upsert([sent])).Result);

        var updated = await service.Get(known.Name);
        Assert.Equal(["长治市新局", known.Names[0].Title], updated.Names.Select(name => name.Title));
        Assert.Equal(["旧别名", "新别名"], updated.Aliases);
        Assert.Equal((known.Codes, known.Parent, known.Years, known.Source),
            (updated.Codes, updated.Parent, updated.Years, updated.Source));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_stores_nothing()
    {
        var parent = Departments.New();
        var child = Departments.New();
        child.Parent = parent.Name; // an organ that an item before it brings
        var again = parent.Clone();
        again.Aliases.Add("又名");
        var taken = Departments.New();
        taken.Codes.Add(child.Name["organs/".Length..]);
        Organ[] items = [parent, child, again, taken, parent];

        var dry = await Upsert(items, validateOnly: true);
        Assert.Equal(0, await service.Events(parent.Name) + await service.Events(child.Name));
        var real = await Upsert(items);

        Assert.Equal(
            [UpsertResult.Created, UpsertResult.Created, UpsertResult.Updated, UpsertResult.Refused,
             UpsertResult.Unchanged],
            real.Select(answer => answer.Result));
        Assert.Equal(real.Select(answer => new BatchUpsertOrgansResponse(answer) { Position = "" }), dry);
        Assert.Equal("ORGAN_EXISTS", Refused.Of(real[3].Error).Reason);
    }

    [Fact]
    public async Task An_import_without_ids_can_be_repeated()
    {
        var items = Enumerable.Range(0, 3).Select(_ => Departments.New()).ToList();
        items.ForEach(item => item.Name = "");
        items[1].Codes.Add("code-" + Departments.NewId());

        var first = await Upsert(items);
        items[1].Names[0].Title = "已更名的局"; // found by its code
        var second = await Upsert(items);

        Assert.All(first, answer => Assert.Equal(UpsertResult.Created, answer.Result));
        Assert.Equal(first.Select(answer => answer.Organ), second.Select(answer => answer.Organ));
        Assert.Equal([UpsertResult.Unchanged, UpsertResult.Updated, UpsertResult.Unchanged],
            second.Select(answer => answer.Result));
    }

    [Fact]
    public async Task Two_hundred_items_below_each_other_are_all_registered()
    {
        var items = new List<Organ>();
        for (var i = 0; i < 200; i++)
        {
            var item = Departments.New();
            item.Parent = i % 20 == 0 ? "organs/140400" : items[i - 1].Name;
            items.Add(item);
        }

        Assert.All(await Upsert(items), answer => Assert.Equal(UpsertResult.Created, answer.Result));
        Assert.Equal(items[198].Name, (await service.Get(items[199].Name)).Parent);
    }

    [Fact]
    public async Task More_aliases_than_an_organ_may_have_are_refused_also_when_they_come_one_by_one()
    {
        var item = Departments.New();
        item.Aliases.Add(Enumerable.Range(0, 20).Select(i => $"别名{i}"));
        var more = item.Clone();
        more.Aliases.Clear();
        more.Aliases.Add("第二十一个");
        var answers = await Upsert([item, more]);

        Assert.Equal([UpsertResult.Created, UpsertResult.Refused], answers.Select(answer => answer.Result));
        Assert.Equal(["organ.aliases"], Refused.Of(answers[1].Error).Fields);
    }

    [Fact]
    public async Task An_item_without_an_organ_is_refused_and_those_after_it_go_on()
    {
        using var call = service.Registry.BatchUpsertOrgans();
        await call.RequestStream.WriteAsync(new());
        await call.RequestStream.WriteAsync(new() { Organ = Departments.New() });
        await call.RequestStream.CompleteAsync();
        var answers = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal([UpsertResult.Refused, UpsertResult.Created], answers.Select(answer => answer.Result));
        Assert.Equal(["organ"], Refused.Of(answers[0].Error).Fields);
    }

    private async Task<List<BatchUpsertOrgansResponse>> Upsert(IReadOnlyList<Organ> organs, bool validateOnly = false)
    {
        using var call = service.Registry.BatchUpsertOrgans();
        var reading = call.ResponseStream.ReadAllAsync().ToListAsync();
        foreach (var organ in organs)
        {
            await call.RequestStream.WriteAsync(new() { Organ = organ, ValidateOnly = validateOnly });
        }

        await call.RequestStream.CompleteAsync();
        return await reading;
    }
}
