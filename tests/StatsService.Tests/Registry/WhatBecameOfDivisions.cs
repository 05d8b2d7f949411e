using Ogi.Stats.Store.V1;
using StatsService.Registry;
using Kind = Ogi.Stats.V1.DivisionChangeKind;

namespace StatsService.Tests.Registry;

/// <summary>Where a division of a year belongs today, folded from events alone.</summary>
public sealed class WhatBecameOfDivisions
{
    private static readonly StoredDivisionChange Merged = Changed(Kind.Merged, 2016, ["a", "b"], ["b"]);
    private static readonly StoredDivisionChange Recoded = Changed(Kind.Recoded, 2018, ["b"], ["c"]);
    private static readonly StoredDivisionChange Divided = Changed(Kind.Split, 2018, ["b"], ["b", "d"]);

    [Fact]
    public void It_is_followed_from_one_to_the_next()
    {
        var tree = Tree(Of("a", Merged), Of("b", Merged, Recoded), Of("c", Recoded));

        Assert.Equal(["c"], Homes(tree, "a", 2015));
        Assert.Equal(["c"], Homes(tree, "b", 2017));
        Assert.Equal(["c"], Homes(tree, "c", 2015));
    }

    [Fact]
    public void What_is_in_several_belongs_to_all_of_them_until_it_was_divided()
    {
        var tree = Tree(Of("a", Merged), Of("b", Merged, Divided), Of("d", Divided));

        Assert.Equal(["b", "d"], Homes(tree, "a", 2015));
        Assert.Equal(["b", "d"], Homes(tree, "b", 2017));
        Assert.Equal(["b"], Homes(tree, "b", 2018));
        Assert.Equal(["d"], Homes(tree, "d", 2018));
    }

    [Fact]
    public void Changes_of_one_year_follow_each_other_as_they_were_recorded()
    {
        var merged = Changed(Kind.Merged, 2018, ["a", "b"], ["b"]);

        var before = Tree(Of("a", merged), Of("b", merged, Divided), Of("d", Divided));
        var after = Tree(Of("a", merged), Of("b", Divided, merged), Of("d", Divided));

        Assert.Equal(["b", "d"], Homes(before, "a", 2017));
        Assert.Equal(["b"], Homes(after, "a", 2017));
        Assert.Equal(["b", "d"], Homes(after, "b", 2017));
    }

    [Fact]
    public void What_ended_without_a_successor_belongs_to_what_was_above_it()
    {
        var ended = Recorded("1", "a");
        ended.Division.LastYear = 2014;
        var tree = Tree(Of("a", Merged), Of("b", Merged), Division.Fold(null, "divisions/town", ended));

        Assert.Equal(["b"], Homes(tree, "town", 2012));
        Assert.Equal(["a", "b"], tree.CoverOf("b", 2012).Parts.Select(part => part.Division));
        Assert.All(tree.CoverOf("b", 2012).Parts, part => Assert.False(part.LevelOnly));
    }

    private static IReadOnlyCollection<string> Homes(DivisionTree tree, string id, int year) =>
        tree.Homes.Of(tree.Find(id)!, year);

    private static DivisionTree Tree(params Division[] divisions) => new(
        [Division.Fold(null, "divisions/1", new DivisionRecorded { Division = new() { Title = "国", Level = 1 } }),
            .. divisions]);

    private static Division Of(string id, params StoredDivisionChange[] changes) => changes.Aggregate(
        Division.Fold(null, "divisions/" + id, Recorded("1")),
        (division, change) => Division.Fold(division, division.Id, new DivisionsChanged { Change = change }));

    private static DivisionRecorded Recorded(params string[] above) => new()
    {
        Division = new() { Title = "测试", Level = 4, Ancestors = { above } },
    };

    private static StoredDivisionChange Changed(Kind kind, int year, string[] before, string[] after) => new()
    {
        Kind = (int)kind,
        Year = year,
        Predecessors = { before },
        Successors = { after },
    };
}
