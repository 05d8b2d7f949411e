using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Reports;

namespace StatsService.Benchmarks;

/// <summary>
/// All figures of a report: at once, against one by one. Beside it what goes before and after: splitting the report by
/// scope, adding its figures to a sum; and how large the sums of a county and of the nation are, and
/// how long it takes to read, write and add them.
/// </summary>
internal static class Measuring
{
    private const int Reports = 2_000;
    private const int OneByOne = 50;
    private const int Nation = 300_000;
    private const int Times = 1_000;
    private const int RoundCount = 7;
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    public static async Task Run()
    {
        var contents = Enumerable.Range(1, Reports).Select(AsStored).ToList();
        var parts = contents.ConvertAll(content => Catalog.Parts(content)[0]);
        var vectors = parts.ConvertAll(part => Catalog.MeasureAll(part));
        Console.WriteLine($"measuring: {Catalog.Slots.Count} slots of {Reports:N0} reports of the 2021 form");
        var nation = Sum([.. contents.Select(WithGaps)], Nation);
        var (written, total) = (SumsCodec.Encode(nation), new FigureSums(Catalog));
        var (once, each) = (0m, 0m);
        var results = await Rounds.Run(
            RoundCount,
            ("all slots at once, 50 reports", () => Timed(() => once = parts.Take(OneByOne).Sum(AtOnce))),
            ("slot by slot, the same 50 reports", () => Timed(() => each = parts.Take(OneByOne).Sum(BySlot))),
            ($"all slots at once, {Reports:N0} reports", () => Timed(() => parts.ForEach(p => Catalog.MeasureAll(p)))),
            ($"split by scope, {Reports:N0} reports", () => Timed(() => contents.ForEach(c => Catalog.Parts(c)))),
            ($"added up, {Reports:N0} reports", () => Timed(() => Sum(vectors, Reports))),
            ($"a nation's sums read, {Times:N0} times", () => Often(() => SumsCodec.Decode(written, Catalog))),
            ($"a nation's sums written, {Times:N0} times", () => Often(() => SumsCodec.Encode(nation))),
            ($"a nation's sums added and taken away, {Times:N0} times", () => Often(() => Twice(total, nation))));
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
            $"us for a nation's sums of {written.Length:N0} bytes: read {results[5].Median:F1}, "
            + $"written {results[6].Median:F1}, added {results[7].Median / 2:F1}");
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

    /// <summary>Any cell may be blank, or hold another sign: the counts of no two slots are the same.</summary>
    private static PartVector WithGaps(ReportContent content, int number)
    {
        var random = new Random(number);
        var gaps = content with
        {
            Tables = [.. content.Tables.Select(table => table with
            {
                Cells = table.Cells.ToDictionary(cell => cell.Key, AnyOf, StringComparer.Ordinal),
            })],
        };
        return Catalog.MeasureAll(Catalog.Parts(gaps)[0]);

        CellValue AnyOf(KeyValuePair<string, CellValue> cell) => random.Next(10) switch
        {
            0 => CellValue.Blank,
            1 => new CellValue(CellState.NotApplicable),
            _ => cell.Value,
        };
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

    private static Task Often(Action side) => Timed(() =>
    {
        for (var i = 0; i < Times; i++)
        {
            side();
        }
    });

    private static void Twice(FigureSums total, FigureSums sums)
    {
        total.Add(sums);
        total.Subtract(sums);
    }

    private static Task Timed(Action side)
    {
        side();
        return Task.CompletedTask;
    }
}
