using FsCheck.Xunit;
using StatsService.Forms.Measuring;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

public sealed class SumsOfFigures
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly FigureSums Empty = new(Catalog);
    private static readonly Slot Received = Catalog.Slots.Find("applications.received")!;
    private static readonly Slot Fees = Catalog.Slots.Find("fees.administrative.amount")!;

    [Property(MaxTest = 40)]
    public void They_say_of_each_slot_what_the_parts_said(int[] seeds)
    {
        var parts = Parts(seeds);
        var sums = Sum(parts);

        foreach (var slot in Catalog.Slots.All)
        {
            var (sum, figures) = (sums[slot], parts.ConvertAll(part => part[slot]));
            var numbers = figures.FindAll(figure => figure.HasNumber);
            var total = numbers.Sum(figure => figure.Value);
            Assert.Equal(numbers is not [] && sum.CanBeAdded ? total : null, sum.Sum);
            Assert.Equal(parts.Count, sum.Parts);
            Assert.All(Enum.GetValues<FigureCondition>().Where(condition => (int)condition < 8), gap =>
                Assert.Equal(figures.Count(figure => figure.Gap == gap), sum.Count(gap)));
            Assert.All(Enum.GetValues<FigureMarks>().Where(mark => mark != FigureMarks.None), mark =>
                Assert.Equal(figures.Count(figure => figure.Marks.HasFlag(mark)), sum.Count(mark)));
        }
    }

    [Property(MaxTest = 40)]
    public void The_order_and_the_grouping_of_what_is_added_does_not_matter(int[] one, int[] two, int[] three)
    {
        var whole = Sum(Parts(three, one, two));
        var (left, right) = (Sum(Parts(one)), Sum(Parts(two)));
        right.Add(Sum(Parts(three)));
        left.Add(right);

        Assert.Equal(whole, left);
        Assert.Equal(SumsCodec.Encode(whole), SumsCodec.Encode(left));
    }

    [Property(MaxTest = 40)]
    public void Taking_away_what_was_added_leaves_what_was_there(int[] seeds, int old, int changed)
    {
        var sums = Sum(Parts(seeds));
        var before = Sum(Parts(seeds));
        var delta = new FigureSums(Catalog);
        Parts([changed]).ForEach(delta.Add);
        Parts([old]).ForEach(delta.Subtract);

        Parts([old]).ForEach(sums.Add);
        sums.Add(delta);

        Assert.Equal(Sum(Parts(seeds, [changed])), sums);
        Parts([changed]).ForEach(sums.Subtract);
        Assert.Equal(before, sums);
        before.Subtract(sums);
        Assert.Equal(Empty, before);
        Assert.True(before.IsEmpty);
    }

    [Property(MaxTest = 60)]
    public void What_is_written_is_read_again(int[] seeds, int[] less)
    {
        var sums = Sum(Parts(seeds));
        sums.Subtract(Sum(Parts(less)));

        Assert.Equal(sums, SumsCodec.Decode(SumsCodec.Encode(sums), Catalog));
    }

    [Property(MaxTest = 100)]
    public void Bytes_that_are_cut_off_are_refused(int seed, ushort keep)
    {
        var bytes = SumsCodec.Encode(Sum(Parts([seed])));

        Assert.Throws<FormatException>(() => SumsCodec.Decode(bytes.AsSpan(0, keep % bytes.Length), Catalog));
        Assert.Throws<FormatException>(() => SumsCodec.Decode([.. bytes, 0], Catalog));
    }

    [Property(MaxTest = 300)]
    public void Bytes_that_were_changed_are_sums_or_refused_and_nothing_else(int seed, ushort at, byte value)
    {
        var bytes = SumsCodec.Encode(Sum(Parts([seed])));
        bytes[at % bytes.Length] = value;
        var failure = Record.Exception(() => SumsCodec.Decode(bytes, Catalog));

        Assert.True(failure is null or FormatException, failure?.ToString());
    }

    [Fact]
    public void A_blank_is_not_added_as_0()
    {
        var report = Sample.Balanced("2021");
        var blank = report.With("applications.received_new@total", CellValue.Blank);

        var sums = Sum([.. PartsOf(report), .. PartsOf(blank)]);

        Assert.Equal(report.Count("applications.received_new@total"), sums[Received].Sum);
        Assert.Equal((1, 1), (sums[Received].Numbers, sums[Received].Count(FigureCondition.Blank)));
        Assert.True(sums[Received].IsPartial);
        Assert.Null(Sum(PartsOf(blank))[Received].Sum);
    }

    [Fact]
    public void Amounts_are_added_to_the_last_decimal()
    {
        var fees = CellValue.Amount(99_999_999_999_999.999999m, AmountUnit.TenThousandYuan);
        var part = PartsOf(Sample.Balanced("2021").With("fees.administrative.amount_10k_yuan", fees))[0];

        var sums = Sum(Enumerable.Repeat(part, 1000));

        Assert.Equal(999_999_999_999_999_999_990m, sums[Fees].Sum);
    }

    [Fact]
    public void A_distinct_count_of_several_organs_is_not_added()
    {
        var distinct = Catalog.Slots.All.First(slot => slot.Indicator is { Additive: false, Extension: false });
        var part = PartsOf(Sample.Balanced("2014"))[0];

        Assert.NotNull(Sum([part])[distinct].Sum);
        Assert.Null(Sum([part, part])[distinct].Sum);
        Assert.Equal(2, Sum([part, part])[distinct].Numbers);
    }

    [Fact]
    public void Forms_are_counted_by_topic()
    {
        var hybrid = new ReportContent(
            2023, Scope.Organ, [Sample.Balanced("2021").Tables[0], Sample.Balanced("2019").Tables[1]], []);
        var sums = Sum(PartsOf(hybrid).Concat(PartsOf(Sample.Balanced("2021"))));

        Assert.Equal([("2019", 1), ("2021", 1)], sums.Forms(Received.Topic));
        Assert.Equal([("2021", 2)], sums.Forms(Fees.Topic));
    }

    [Fact]
    public void Sums_of_some_topics_and_of_the_others_are_the_whole()
    {
        var whole = Sum(Parts([1, 2, 3, 4, 5]));
        var some = whole.Of(1UL << Received.Topic);
        Assert.NotEqual(whole, some);
        Assert.Equal(0, some[Fees].Parts);

        some.Add(whole.Of(~(1UL << Received.Topic)));

        Assert.Equal(whole, some);
    }

    [Fact]
    public void Those_of_a_nation_whose_reports_are_all_different_fit_in_8_kibibytes()
    {
        var sums = Sum(Enumerable.Range(1, 2_000).SelectMany(seed => PartsOf(Report(seed))));
        Enumerable.Range(1, 7).ToList().ForEach(_ => sums.Add(SumsCodec.Decode(SumsCodec.Encode(sums), Catalog)));

        Assert.Equal(256_000, sums[Received].Parts);
        Assert.InRange(SumsCodec.Encode(sums).Length, 1_000, 8 * 1024);

        // Any cell may be blank or not applicable, and any figure differs.
        static ReportContent Report(int seed)
        {
            var dice = new Dice(seed);
            var report = Sample.Balanced("2021", seed);
            return report with
            {
                Tables = [.. report.Tables.Select(table => table with
                {
                    Cells = table.Cells.ToDictionary(cell => cell.Key, cell => dice.Roll(0, 9) switch
                    {
                        0 => CellValue.Blank,
                        1 => new CellValue(CellState.NotApplicable),
                        _ => cell.Value,
                    }),
                })],
            };
        }
    }

    private static FigureSums Sum(IEnumerable<PartVector> parts)
    {
        var sums = new FigureSums(Catalog);
        foreach (var part in parts)
        {
            sums.Add(part);
        }

        return sums;
    }

    private static List<PartVector> Parts(params int[][] seeds) =>
        [.. seeds.SelectMany(some => some.Take(6)).SelectMany(seed => PartsOf(AnyReports.Make(seed)))];

    private static List<PartVector> PartsOf(ReportContent report) =>
        [.. Catalog.Parts(report).Select(part => Catalog.MeasureAll(part))];
}
