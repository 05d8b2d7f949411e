using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using StatsService.TestTools;

namespace StatsService.Tests.Statistics.Today;

/// <summary>
/// Whatever became of the divisions of a small country: each report, known by its own power of two, is in the figures
/// of one division of a level at most.
/// </summary>
public sealed class AnyDivisionsAsTheyAreNow(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Property(MaxTest = 2, Arbitrary = [typeof(Changes)])]
    public async Task Each_report_counts_once_in_what_lies_side_by_side_and_again_in_what_lies_above(Step[] changes)
    {
        var country = await SmallCountry.New(service.Channel);
        var work = new SmallCountryAtWork(country);
        foreach (var step in changes)
        {
            await work.Do(step);
        }

        var divisions = (await service.Registry.ListDivisionsAsync(
            new() { Ancestor = "divisions/" + country.Province })).Divisions.ToList();
        divisions.Add((await service.Registry.GetDivisionAsync(
            new() { Name = "divisions/" + country.Province })).Division);
        var next = SmallCountryAtWork.Years.ToDictionary(year => year, _ => 1L);
        foreach (var division in divisions.Select(division => division.Name["divisions/".Length..]))
        {
            await country.Organ(division, division, OrganKind.Government);
            foreach (var year in SmallCountryAtWork.Years)
            {
                await country.File(division, $"{year}-organ", next[year]);
                next[year] *= 2;
            }
        }

        var today = divisions.Where(division => division.Years is null or { HasLastYear: false })
            .ToDictionary(division => division.Name);
        var figures = await Figures(today.Keys);
        foreach (var year in SmallCountryAtWork.Years)
        {
            Assert.Equal(next[year] - 1, figures[("divisions/" + country.Province, year)]);
            foreach (var (name, below) in today.GroupBy(division => division.Value.Parent)
                .Where(group => today.ContainsKey(group.Key)).Select(group => (group.Key, group)))
            {
                var left = figures[(name, year)];
                foreach (var figure in below.Select(child => figures[(child.Key, year)]))
                {
                    Assert.Equal(figure, left & figure);
                    left -= figure;
                }
            }
        }
    }

    private async Task<IReadOnlyDictionary<(string, int), long>> Figures(IEnumerable<string> divisions)
    {
        await service.Services.CaughtUp();
        return (await service.Statistics.QueryIndicatorsAsync(new()
        {
            Selection = new()
            {
                Divisions = { divisions },
                FirstYear = SmallCountryAtWork.Years[0],
                LastYear = SmallCountryAtWork.Years[^1],
                Boundaries = Boundaries.Current,
            },
            Measures = { new Measure { Indicator = "applications.received" } },
        })).Rows.ToDictionary(row => (row.Header.Division, row.Header.Year), row => row.Figures[0].Count);
    }

    public static class Changes
    {
        private static readonly int Steps = Tools.All ? 60 : 25;

        public static Arbitrary<Step[]> OfBoundaries() =>
            (from act in Gen.Elements(Act.Divide, Act.Transfer, Act.Succeed)
             from a in Gen.Choose(0, 1000)
             from b in Gen.Choose(0, 1000)
             from c in Gen.Choose(0, 1000)
             select new Step(act, a, b, c)).ArrayOf(Steps).ToArbitrary();
    }
}
