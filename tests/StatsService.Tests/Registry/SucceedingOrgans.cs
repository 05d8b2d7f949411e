using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;
using StatsService.Log;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>MergeOrgans and SplitOrgan: one event in the stream of every organ concerned.</summary>
public sealed class SucceedingOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Notice = "长政发〔2019〕1号";

    [Fact]
    public async Task A_merger_stands_in_the_stream_of_every_organ_concerned()
    {
        var (one, other, merged) = (await New(), await New(), await New());
        var answer = await service.Merge(
            new() { Predecessors = { one, other }, Successor = merged, Year = 2019, Source = Notice });

        Assert.Equal([one, other, merged], answer.Organs.Select(organ => organ.Name));
        var expected = new Succession
        {
            Kind = SuccessionKind.Merged,
            Year = 2019,
            Predecessors = { one, other },
            Successors = { merged },
            Source = Notice,
        };
        foreach (var organ in answer.Organs)
        {
            Assert.Equal(organ, await service.Get(organ.Name));
            Assert.Equal(expected, Assert.Single(organ.Successions));
            Assert.Equal(2, await service.Events(organ.Name));
        }
    }

    [Fact]
    public async Task Who_came_before_ends_and_who_comes_after_begins()
    {
        var (one, other, merged) = (await New(), await New(), await New());
        var organs = (await service.Merge(
            new() { Predecessors = { one, other }, Successor = merged, Year = 2019, Source = Notice })).Organs;

        Assert.Equal([2018, 2018], organs.Take(2).Select(organ => organ.Years.LastYear));
        Assert.Equal(2019, organs[2].Years.FirstYear);
        Assert.False(organs[2].Years.HasLastYear);
    }

    [Fact]
    public async Task Who_stands_on_both_sides_goes_on()
    {
        var (kept, gone) = (await New(), await New());
        var organs = (await service.Merge(
            new() { Predecessors = { kept, gone }, Successor = kept, Year = 2019, Source = Notice })).Organs;

        Assert.Equal([kept, gone], organs.Select(organ => organ.Name));
        Assert.Null(organs[0].Years);
        Assert.Equal(2018, organs[1].Years.LastYear);
    }

    [Fact]
    public async Task Hongze_county_became_hongze_district()
    {
        var organs = (await service.Merge(
            Merger("organs/320829", into: "organs/320813", 2017))).Organs;

        Assert.Equal(["洪泽县人民政府", "洪泽区人民政府"], organs.Select(organ => organ.Names[0].Title));
        Assert.Equal((2016, 2017), (organs[0].Years.LastYear, organs[1].Years.FirstYear));
    }

    [Fact]
    public async Task A_split_names_the_one_before_first()
    {
        var (before, one, other) = (await New(), await New(), await New());
        var organs = (await service.Split(
            new() { Predecessor = before, Successors = { other, one }, Year = 2019, Source = Notice })).Organs;

        Assert.Equal([before, other, one], organs.Select(organ => organ.Name));
        Assert.Equal(SuccessionKind.Split, organs[0].Successions[0].Kind);
        Assert.Equal(
            (2018, 2019, 2019), (organs[0].Years.LastYear, organs[1].Years.FirstYear, organs[2].Years.FirstYear));
    }

    [Fact]
    public async Task The_same_once_more_stores_nothing()
    {
        var (one, merged) = (await New(), await New());
        var request = Merger(one, into: merged, 2019);
        var first = await service.Merge(request);

        Assert.Equal(first, await service.Registry.MergeOrgansAsync(request));
        Assert.Equal(2, await service.Events(one));
    }

    [Fact]
    public async Task Organs_are_named_by_any_code_and_counted_once()
    {
        var organ = Departments.New();
        organ.Codes.Add("code-" + Departments.NewId());
        await service.Create(organ);
        var merged = await New();
        var request = Merger(organ.Name, into: merged, 2019);
        request.Predecessors.Add("organs/" + organ.Codes[0]);
        var answer = await service.Merge(request);

        Assert.Equal([organ.Name], answer.Organs[0].Successions[0].Predecessors);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_stores_nothing()
    {
        var (one, other) = (await New(), await New());
        var ended = Departments.New();
        ended.Years = new() { FirstYear = 2000, LastYear = 2015 };
        await service.Create(ended);
        (MergeOrgansRequest Request, string Field)[] cases =
        [
            (new() { Predecessors = { one }, Successor = one, Year = 2019, Source = Notice }, "predecessors"),
            (new() { Successor = one, Year = 2019, Source = Notice }, "predecessors"),
            (new() { Predecessors = { "organs/no-such" }, Successor = one, Year = 2019, Source = Notice },
                "predecessors"),
            (new() { Predecessors = { other }, Successor = "organs/no-such", Year = 2019, Source = Notice },
                "successor"),
            (new() { Predecessors = { other }, Successor = one, Year = 19, Source = Notice }, "year"),
            (new() { Predecessors = { other }, Successor = one, Year = 2019 }, "source"),
            // had ended before
            (new() { Predecessors = { ended.Name }, Successor = one, Year = 2019, Source = Notice }, "year"),
            // is gone by then
            (new() { Predecessors = { one }, Successor = ended.Name, Year = 2017, Source = Notice }, "year"),
            // was not there yet
            (new() { Predecessors = { ended.Name }, Successor = one, Year = 2000, Source = Notice }, "year"),
        ];
        foreach (var (request, field) in cases)
        {
            foreach (var name in new[] { one, other, ended.Name })
            {
                request.Etags[name] = (await service.Get(name)).Etag;
            }

            var refused = await Refused.By(() => service.Registry.MergeOrgansAsync(request));
            Assert.Equal(StatusCode.InvalidArgument, refused.Code);
            Assert.Equal([field], refused.Fields);
        }

        var split = await Refused.By(() => service.Registry.SplitOrganAsync(
            new() { Predecessor = one, Successors = { other, other }, Year = 2019, Source = Notice }));
        Assert.Equal(["successors"], split.Fields);
        Assert.Equal(3, await service.Events(one) + await service.Events(other) + await service.Events(ended.Name));
    }

    [Fact]
    public async Task Every_organ_concerned_needs_its_etag_as_it_stands()
    {
        var (one, merged) = (await New(), await New());
        var request = Merger(one, into: merged, 2019);
        request.Etags[one] = (await service.Get(one)).Etag;
        var missing = await Refused.By(() => service.Registry.MergeOrgansAsync(request));
        request.Etags[merged["organs/".Length..]] = "1-abc"; // by its id alone
        var stale = await Refused.By(() => service.Registry.MergeOrgansAsync(request));

        Assert.Equal("REQUIRED_FIELD", missing.Reason);
        Assert.Equal([$"etags[\"{merged}\"]"], missing.Fields);
        Assert.Equal((StatusCode.Aborted, "STALE_ETAG"), (stale.Code, stale.Reason));
        Assert.Equal((await service.Get(merged)).Etag, stale.Metadata["etag"]);
        Assert.Equal(1, await service.Events(one));
    }

    [Fact]
    public async Task The_hash_chain_of_every_organ_holds()
    {
        var (one, merged) = (await New(), await New());
        await service.Merge(
            new() { Predecessors = { one }, Successor = merged, Year = 2019, Source = Notice });
        await service.Exempt(
            new() { Name = merged, Year = 2019, Scope = Scope.Organ, Reason = "新设" });
        var organ = await service.Get(merged);
        organ.Aliases.Add("又名");
        organ = (await service.Registry.UpdateOrganAsync(new() { Organ = organ })).Organ;

        var events = await service.Services.GetRequiredService<EventStreams>().Events(merged, default);
        Assert.Equal(4, events.Count);
        Assert.Empty(events[0].Data.Meta().PreviousHash);
        Assert.All(events.Zip(events.Skip(1)), pair =>
            Assert.Equal(EventChain.Hash(pair.First.Data), pair.Second.Data.Meta().PreviousHash));
        Assert.EndsWith(
            Convert.ToHexStringLower(EventChain.Hash(events[^1].Data).Span[..6]), organ.Etag, StringComparison.Ordinal);
    }

    private static MergeOrgansRequest Merger(string predecessor, string into, int year) =>
        new() { Predecessors = { predecessor }, Successor = into, Year = year, Source = Notice };

    private async Task<string> New() => (await service.Create(Departments.New())).Name;
}
