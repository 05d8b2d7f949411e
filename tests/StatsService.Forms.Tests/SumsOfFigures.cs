using FsCheck.Xunit;
using StatsService.Forms.Measuring;
using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.Sums;

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
    public void Those_of_one_part_say_what_the_part_says(int seed)
    {
        foreach (var part in Parts([seed]))
        {
            var sums = Sum([part]);
            Assert.All(Catalog.Slots.All, slot =>
            {
                var (figure, sum) = (part[slot], sums[slot].ToMeasured());
                Assert.Equal(figure.HasNumber ? figure.Value : null, sum.Value);
                Assert.Equal(figure.Conditions, sum.Conditions);
            });
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
        Assert.Equal([FigureCondition.NotAdditive], Sum([part, part])[distinct].ToMeasured().Conditions);
    }

    [Fact]
    public void What_qualifies_a_figure_of_one_report_qualifies_the_sum()
    {
        var report = Sample.Balanced("2021");
        var blank = report.With("applications.received_new@total", CellValue.Blank);
        var stated = blank.State(Sample.Stated("t1", 7, "applications.received"));
        var disputed = Catalog.MeasureAll(
            Catalog.Parts(report)[0], new HashSet<string>(["applications.received_new@total"]));

        var sum = Sum([disputed, .. PartsOf(blank), .. PartsOf(stated)])[Received].ToMeasured();

        Assert.Equal(report.Count("applications.received_new@total") + 7, sum.Value);
        Assert.Equal(
            [FigureCondition.Partial, FigureCondition.Disputed, FigureCondition.StatedInText], sum.Conditions);
    }

    [Fact]
    public void Where_nothing_was_added_nothing_was_reported() =>
        Assert.Equal([FigureCondition.NotReported], Empty[Received].ToMeasured().Conditions);
}
