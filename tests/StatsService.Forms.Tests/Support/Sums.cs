using StatsService.Forms.Measuring;

namespace StatsService.Forms.Tests.Support;

/// <summary>Sums of reports.</summary>
internal static class Sums
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    public static FigureSums Sum(IEnumerable<PartVector> parts)
    {
        var sums = new FigureSums(Catalog);
        foreach (var part in parts)
        {
            sums.Add(part);
        }

        return sums;
    }

    /// <summary>Of any reports, with any counts of topics.</summary>
    public static FigureSums Any(int[] seeds)
    {
        var sums = Sum(Parts(seeds));
        foreach (var dice in seeds.Take(6).Select(seed => new Dice(seed)))
        {
            sums.AddToAll((TopicCount)dice.Roll(0, 5), (int)dice.Roll(0, 300_000) - 150_000);
            sums.Add((TopicCount)dice.Roll(0, 5), AnyTopic(dice), (int)dice.Roll(0, 9));
        }

        return sums;
    }

    public static List<PartVector> Parts(params int[][] seeds) =>
        [.. seeds.SelectMany(some => some.Take(6)).SelectMany(seed => PartsOf(AnyReports.Make(seed)))];

    public static List<PartVector> PartsOf(ReportContent report) =>
        [.. Catalog.Parts(report).Select(part => Catalog.MeasureAll(part, AnyReports.Disputed(report)))];

    private static int AnyTopic(Dice dice) => (int)dice.Roll(0, Catalog.Slots.Topics.Count - 1);
}
