using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Reports;

namespace StatsService.Benchmarks;

/// <summary>
/// All figures of a report: at once, against one by one. Beside it what goes before and after: splitting the report by
/// scope, adding its figures to a sum; and how large the sums of a county and of the nation are.
/// </summary>
internal static class Measuring
{
    private const int Reports = 2_000;
    private const int OneByOne = 50;
    private const int Nation = 300_000;
    private const int RoundCount = 7;
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    public static async Task Run()
    {
        var contents = Enumerable.Range(1, Reports).Select(AsStored).ToList();
        var parts = contents.ConvertAll(content => Catalog.Parts(content)[0]);
        var vectors = parts.ConvertAll(part => Catalog.MeasureAll(part));
        Console.WriteLine($"measuring: {Catalog.Slots.Count} slots of {Reports:N0} reports of the 2021 form");
        var (once, each) = (0m, 0m);
        var results = await Rounds.Run(
            RoundCount,
            ("all slots at once, 50 reports", () => Timed(() => once = parts.Take(OneByOne).Sum(AtOnce))),
            ("slot by slot, the same 50 reports", () => Timed(() => each = parts.Take(OneByOne).Sum(BySlot))),
            ($"all slots at once, {Reports:N0} reports", () => Timed(() => parts.ForEach(p => Catalog.MeasureAll(p)))),
            ($"split by scope, {Reports:N0} reports", () => Timed(() => contents.ForEach(c => Catalog.Parts(c)))),
            ($"added up, {Reports:N0} reports", () => Timed(() => Sum(vectors, Reports))));
        if (once != each)
        {
            throw new InvalidOperationException($"The two sides measured different figures: {once} against {each}.");
        }

        foreach (var result in results)
        {
            Console.WriteLine(result);
        }

        Console.WriteLine($"at once against slot by slot: {results[0].Median / results[1].Median:F4}");
        Console.WriteLine(
            $"us a report: at once {1000 * results[2].Median / Reports:F1}, slot by slot "
            + $"{1000 * results[1].Median / OneByOne:F0}, split {1000 * results[3].Median / Reports:F1}, "
            + $"added up {1000 * results[4].Median / Reports:F1}");
        Console.WriteLine(
            $"bytes of a sum: county of 100 reports {Size(vectors, 100)}, "
            + $"nation of {Nation:N0} {Size(vectors, Nation)}");
    }

    /// <summary>Its cells in the order in which the store gives them.</summary>
    private static ReportContent AsStored(int number)
    {
        var content = PlausibleReports.Make(number);
        return content with { Tables = [.. content.Tables.Select(t => StoredTables.Read(StoredTables.Write(t)))] };
    }

    private static decimal AtOnce(ReportPart part)
    {
        var sum = 0m;
        foreach (ref readonly var figure in Catalog.MeasureAll(part).Figures)
        {
            sum += figure.Value;
        }

        return sum;
    }

    private static decimal BySlot(ReportPart part) => Catalog.Slots.All
        .Sum(slot => Catalog.Measure(part, slot.Indicator.Name, slot.Applicant).Value ?? 0);

    private static int Size(List<PartVector> vectors, int reports) => SumsCodec.Encode(Sum(vectors, reports)).Length;

    private static FigureSums Sum(List<PartVector> vectors, int reports)
    {
        var sums = new FigureSums(Catalog);
        for (var i = 0; i < reports; i++)
        {
            sums.Add(vectors[i % vectors.Count]);
        }

        return sums;
    }

    private static Task Timed(Action side)
    {
        side();
        return Task.CompletedTask;
    }
}
