using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using StatsService.Registry;
using StatsService.TestTools;

namespace StatsService.Tests.Registry;

/// <summary>
/// Whatever became of a country's divisions, those of any year make up today's without one of them counted twice.
/// </summary>
public sealed class AnyBoundaries
{
    private static readonly int[] Years = [.. Enumerable.Range(BoundaryHistory.FirstYear - 1, 7)];
    private static readonly int Cases = Tools.All ? 2000 : 60;

    [Property(MaxTest = 1, Arbitrary = [typeof(Histories)])]
    public void Each_level_is_counted_where_it_belongs_today_and_nowhere_else(BoundaryHistory.Step[][] histories) =>
        All(histories, (tree, today, year) =>
        {
            foreach (var of in today)
            {
                var counted = tree.CoverOf(of, year).Parts.SelectMany(part => Levels(tree, part, year)).ToList();

                Assert.Equal(counted.Count, counted.Distinct().Count());
                Assert.Equal(
                    Existing(tree, year).Where(id => Homes(tree, id, year).All(home => tree.Homes.Lies(home, of)))
                        .Order(StringComparer.Ordinal),
                    counted.Where(id => tree.Find(id)!.Years.Contains(year)).Order(StringComparer.Ordinal));
            }
        });

    [Property(MaxTest = 1, Arbitrary = [typeof(Histories)])]
    public void What_is_in_a_division_is_in_the_one_above_and_in_no_other_of_its_level(
        BoundaryHistory.Step[][] histories) =>
        All(histories, (tree, today, year) =>
        {
            var counted = today.ToDictionary(
                of => of,
                of => tree.CoverOf(of, year).Parts.SelectMany(part => Levels(tree, part, year)).ToHashSet());
            foreach (var (one, levels) in counted)
            {
                foreach (var (other, others) in counted.Where(other => other.Key != one))
                {
                    Assert.True(tree.Homes.Lies(one, other) ? levels.IsSubsetOf(others)
                        : tree.Homes.Lies(other, one) || !levels.Overlaps(others));
                }
            }

            Assert.Equal(
                DivisionCover.Itself(BoundaryHistory.Nation).Parts, tree.CoverOf(BoundaryHistory.Nation, year).Parts);
        });

    [Property(MaxTest = 1, Arbitrary = [typeof(Histories)])]
    public void A_region_is_used_where_it_lies_wholly_and_as_high_up_as_it_does(BoundaryHistory.Step[][] histories) =>
        All(histories, (tree, today, year) =>
        {
            foreach (var of in today)
            {
                foreach (var part in tree.CoverOf(of, year).Parts.Where(part => part.Existed))
                {
                    Assert.Equal(!part.LevelOnly, IsWhole(part.Division));
                    Assert.False(tree.Find(part.Division)!.ParentIn(year) is { } above
                        && tree.Find(above)!.Years.Contains(year) && IsWhole(above));
                }

                bool IsWhole(string id) => Levels(tree, new(id, LevelOnly: false, Existed: true), year)
                    .Where(level => tree.Find(level)!.Years.Contains(year))
                    .All(level => Homes(tree, level, year).All(home => tree.Homes.Lies(home, of)));
            }
        });

    [Property(MaxTest = 1, Arbitrary = [typeof(Histories)])]
    public void What_belongs_to_several_is_named_by_each(BoundaryHistory.Step[][] histories) =>
        All(histories, (tree, today, year) => Assert.All(today, of => Assert.Equal(
            Existing(tree, year)
                .Where(id => Homes(tree, id, year).Select(home => tree.Homes.Lies(home, of)).Distinct().Count() > 1
                    && Homes(tree, id, year).Aggregate(tree.Homes.Nearest) != of)
                .Order(StringComparer.Ordinal),
            tree.CoverOf(of, year).Unallotted)));

    private static void All(
        BoundaryHistory.Step[][] histories, Action<DivisionTree, IReadOnlyList<string>, int> check)
    {
        var covered = 0;
        foreach (var history in histories)
        {
            var tree = BoundaryHistory.Tree(history);
            var today = tree.All.Where(TodaysHomes.IsToday).Select(division => division.Code).ToList();
            foreach (var year in Years)
            {
                check(tree, today, year);
                covered += today.Count(of => !tree.CoverOf(of, year).IsOne);
            }
        }

        Assert.True(covered > histories.Length, "Hardly any boundary changed.");
    }

    private static IReadOnlyCollection<string> Homes(DivisionTree tree, string id, int year) =>
        tree.Homes.Of(tree.Find(id)!, year);

    private static IEnumerable<string> Existing(DivisionTree tree, int year) =>
        tree.All.Where(division => division.Years.Contains(year)).Select(division => division.Code);

    /// <summary>The divisions whose own figures a part has.</summary>
    private static IEnumerable<string> Levels(DivisionTree tree, CoverPart part, int year) => part.LevelOnly
        ? [part.Division]
        : tree.OnRecordBelow(part.Division, year)
            .SelectMany(child => Levels(tree, part with { Division = child }, year)).Prepend(part.Division);

    public static class Histories
    {
        public static Arbitrary<BoundaryHistory.Step[][]> OfBoundaries() =>
            (from kind in Gen.Choose(0, 5)
             from year in Gen.Choose(0, 4)
             from a in Gen.Choose(0, 1000)
             from b in Gen.Choose(0, 1000)
             from c in Gen.Choose(0, 1000)
             select new BoundaryHistory.Step(kind, BoundaryHistory.FirstYear + year, a, b, c))
            .ArrayOf(30).ArrayOf(Cases).ToArbitrary();
    }
}
