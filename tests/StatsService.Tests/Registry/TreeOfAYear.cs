using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Registry;
using Kind = Ogi.Stats.V1.DivisionChangeKind;

namespace StatsService.Tests.Registry;

/// <summary>The tree of divisions in memory, folded from events alone.</summary>
public sealed class TreeOfAYear
{
    [Fact]
    public void It_is_as_it_was_then_and_as_it_is_now()
    {
        var county = Fold(
            "county", Recorded("1", "a"), Moved("county", 2015, "1", "b"), Moved("county", 2018, "1", "c"));
        var tree = new DivisionTree(
            [Fold("1"), Fold("a", Recorded("1")), Fold("b", Recorded("1")), Fold("c", Recorded("1")), county]);

        Assert.Equal(["1", "a"], tree.Ancestors("county", 2014));
        Assert.Equal(["1", "b"], tree.Ancestors("county", 2017));
        Assert.Equal(["1", "c"], tree.Ancestors("county", 2018));
        Assert.Empty(tree.Children("a", 2015));
        Assert.Equal("county", Assert.Single(tree.Children("b", 2016)).Code);
        Assert.Equal(["1", "c", "county"], county.Path);
    }

    [Fact]
    public void What_lies_below_a_moved_division_moves_with_it()
    {
        var moved = Moved("county", 2015, "1", "b");
        var town = Fold("town", Recorded("1", "a", "county"), moved);
        var tree = new DivisionTree(
            [
                Fold("1"), Fold("a", Recorded("1")), Fold("b", Recorded("1")),
                Fold("county", Recorded("1", "a"), moved), town,
            ]);

        Assert.Equal(["1", "b", "county", "town"], town.Path);
        Assert.Equal(["1", "a", "county"], tree.Ancestors("town", 2014));
        Assert.Equal(["1", "b", "county"], tree.Ancestors("town", 2015));
        Assert.Equal(["county", "town"], tree.Below("b", 2015).Select(division => division.Code));
    }

    [Fact]
    public void A_cycle_is_seen_in_whatever_year_it_would_be()
    {
        // b lay below x until 2019. From 2020 on x may come below b, from 2018 on not.
        var b = Fold("b", Recorded("1", "x"), Moved("b", 2020, "1", "a"));
        var tree = new DivisionTree([Fold("1"), Fold("a", Recorded("1")), Fold("x", Recorded("1")), b]);

        Assert.False(tree.WouldCycle("x", "b", 2020));
        Assert.True(tree.WouldCycle("x", "b", 2018));
        Assert.True(tree.WouldCycle("x", "x", 2020));
    }

    private static DivisionRecorded Recorded(params string[] above) => new()
    {
        Division = new() { Title = "测试", Level = 4, Ancestors = { above } },
    };

    private static DivisionsChanged Moved(string division, int year, params string[] above) => new()
    {
        Change = new()
        {
            Kind = (int)Kind.Transferred,
            Year = year,
            Predecessors = { division },
            Successors = { division },
            Moves = { new StoredMove { Division = division, Ancestors = { above } } },
        },
    };

    private static Division Fold(string id, params IMessage[] events) => (events.Length == 0 ? [Recorded()] : events)
        .Aggregate((Division?)null, (division, e) => Division.Fold(division, "divisions/" + id, e))!;
}
