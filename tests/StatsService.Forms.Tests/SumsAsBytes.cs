using FsCheck.Xunit;
using StatsService.Forms.Measuring;
using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.Sums;

namespace StatsService.Forms.Tests;

public sealed class SumsAsBytes
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly Slot Received = Catalog.Slots.Find("applications.received")!;

    [Property(MaxTest = 60)]
    public void What_is_written_is_read_again(int[] seeds, int[] less)
    {
        var sums = Any(seeds);
        sums.Subtract(Any(less));

        Assert.Equal(sums, SumsCodec.Decode(SumsCodec.Encode(sums), Catalog));
    }

    [Property(MaxTest = 40)]
    public void The_same_sums_are_the_same_bytes(int[] one, int[] two)
    {
        var (sums, other) = (Any(one), Any(two));
        sums.Add(other);
        other.Add(Any(one));

        Assert.Equal(SumsCodec.Encode(sums), SumsCodec.Encode(other));
    }

    [Fact]
    public void The_largest_counts_and_sums_are_read_again()
    {
        var sums = new FigureSums(Catalog);
        (sums.Counts[0], sums.Counts[^1]) = (int.MaxValue, int.MinValue);
        (sums.Sums[0], sums.Sums[1], sums.Sums[^1]) = (Int128.MaxValue, long.MinValue, Int128.MinValue);
        sums.Add(TopicCount.Confirmed, Received.Topic, int.MinValue);

        Assert.Equal(sums, SumsCodec.Decode(SumsCodec.Encode(sums), Catalog));
    }

    [Property(MaxTest = 100)]
    public void Bytes_that_are_cut_off_are_refused(int seed, ushort keep)
    {
        var bytes = SumsCodec.Encode(Any([seed]));

        Assert.Throws<FormatException>(() => SumsCodec.Decode(bytes.AsSpan(0, keep % bytes.Length), Catalog));
        Assert.Throws<FormatException>(() => SumsCodec.Decode([.. bytes, 0], Catalog));
    }

    [Property(MaxTest = 600)]
    public void Bytes_that_were_changed_are_sums_or_refused_and_nothing_else(int seed, ushort at, byte value, byte many)
    {
        var bytes = SumsCodec.Encode(Any([seed]));
        var changed = bytes.AsSpan(at % bytes.Length);
        changed[..Math.Min(changed.Length, 1 + (many % 24))].Fill(value);
        var failure = Record.Exception(() => SumsCodec.Decode(bytes, Catalog));

        Assert.True(failure is null or FormatException, failure?.ToString());
    }

    [Theory]
    [InlineData(0, 1, "version")]
    [InlineData(1, 1, "another catalog")]
    [InlineData(3, 1, "another catalog")]
    public void Those_of_another_version_or_catalog_are_refused(int at, byte value, string named)
    {
        var bytes = SumsCodec.Encode(Any([1]));
        bytes[at] = value;

        var refused = Assert.Throws<FormatException>(() => SumsCodec.Decode(bytes, Catalog));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_of_a_nation_whose_reports_are_all_different_fit_in_8_kibibytes()
    {
        var sums = Sum(Enumerable.Range(1, 2_000).SelectMany(seed => PartsOf(Report(seed))));
        Enumerable.Range(1, 7).ToList().ForEach(_ => sums.Add(SumsCodec.Decode(SumsCodec.Encode(sums), Catalog)));
        sums.AddToAll(TopicCount.Expected, 300_000);
        Enumerable.Range(0, Catalog.Slots.Topics.Count).ToList().ForEach(
            topic => sums.Add(TopicCount.Warnings, topic, 1_000 * topic));

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
}
