using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.DependencyInjection;
using StatsService.RollUp;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;
using ReportSet = StatsService.RollUp.ReportSet;

namespace StatsService.Tests.RollUp;

/// <summary>
/// Whatever happens in a small country, in whatever order, and however much of it the projector takes at once.
/// </summary>
public sealed class AnyHistory(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Property(MaxTest = 3, Arbitrary = [typeof(Histories)])]
    public async Task Nodes_are_what_the_reports_give_at_every_position_now_and_later(Part[] history)
    {
        var work = new SmallCountryAtWork(await SmallCountry.New(service.Channel));
        var answers = new Dictionary<long, IReadOnlyDictionary<NodeKey, Node>>();
        foreach (var part in history)
        {
            var positions = new SortedSet<long>();
            await using (part.AtOnce ? await ProjectorHeld.Before(service.ConnectionString) : null)
            {
                foreach (var step in part.Steps)
                {
                    await work.Do(step);
                    positions.Add((await service.Services.Settled()).Number);
                }
            }

            // The last one is the newest, the others lie within a batch where it took all at once.
            var point = await service.Services.CaughtUp();
            foreach (var number in positions)
            {
                foreach (var year in SmallCountryAtWork.Years)
                {
                    await service.Services.IsRecomputedAt(point.Generation, number, year, work.Province);
                }

                answers[number] = await Nodes(await Below(work.Province, number), point.Generation, number);
            }
        }

        var generation = (await service.Services.CaughtUp()).Generation;
        foreach (var (number, nodes) in answers)
        {
            var again = await Nodes([.. nodes.Keys.Select(key => key.Division).Distinct()], generation, number);
            Assert.All(nodes, then => Assert.True(then.Value.IsSame(again[then.Key]), $"{then.Key} at {number}"));
        }
    }

    private async Task<IReadOnlyCollection<string>> Below(string division, long number)
    {
        var country = await service.Services.GetRequiredService<CountryReader>().At(number, default);
        return
        [
            .. country.Tree.All.Select(each => each.Code)
                .Where(code => country.Path(code, SmallCountryAtWork.Years[0]).Contains(division)),
        ];
    }

    private Task<IReadOnlyDictionary<NodeKey, Node>> Nodes(
        IReadOnlyCollection<string> divisions, int generation, long number) =>
        service.Services.GetRequiredService<NodeReader>().At(
            generation, number,
            [
                .. from division in divisions
                   from year in SmallCountryAtWork.Years
                   from set in Enum.GetValues<ReportSet>()
                   select new NodeKey(division, year, set),
            ],
            default);

    /// <summary>Steps that the projector follows one by one, or takes all at once.</summary>
    public sealed record Part(bool AtOnce, Step[] Steps);

    /// <summary>They are not shrunk: what a batch holds is another matter each time.</summary>
    public static class Histories
    {
        private static readonly int Parts = Tools.All ? 60 : 8;
        private const int Most = 8;
        private const int Any = 1000;

        private static readonly Gen<Act> Acts = Gen.Frequency(
            (12, Gen.Constant(Act.File)), (2, Gen.Constant(Act.Return)), (3, Gen.Constant(Act.Accept)),
            (2, Gen.Constant(Act.Withdraw)), (4, Gen.Constant(Act.Register)), (2, Gen.Constant(Act.Move)),
            (3, Gen.Constant(Act.Exempt)), (1, Gen.Constant(Act.Divide)), (2, Gen.Constant(Act.Transfer)),
            (2, Gen.Constant(Act.Succeed)), (8, Gen.Constant(Act.FileCopy)), (5, Gen.Constant(Act.MarkCopy)),
            (2, Gen.Constant(Act.UnmarkCopy)));

        public static Arbitrary<Part[]> OfSmallCountries() =>
            (from atOnce in Gen.Elements(true, true, false)
             from count in Gen.Choose(1, Most)
             from steps in Steps().ArrayOf(count)
             select new Part(atOnce, steps)).ArrayOf(Parts).ToArbitrary();

        private static Gen<Step> Steps() =>
            from act in Acts
            from a in Gen.Choose(0, Any)
            from b in Gen.Choose(0, Any)
            from c in Gen.Choose(0, Any)
            select new Step(act, a, b, c);
    }
}
