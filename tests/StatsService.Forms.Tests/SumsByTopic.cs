using FsCheck.Xunit;
using StatsService.Forms.Measuring;
using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.Sums;

namespace StatsService.Forms.Tests;

public sealed class SumsByTopic
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly Slot Received = Catalog.Slots.Find("applications.received")!;
    private static readonly Slot Fees = Catalog.Slots.Find("fees.administrative.amount")!;
    private static readonly int[] Topics = [.. Enumerable.Range(0, Catalog.Slots.Topics.Count)];
    private static readonly ulong Applications = 1UL << Received.Topic;

    [Fact]
    public void Tables_are_counted_by_form()
    {
        var hybrid = new ReportContent(
            2023, Scope.Organ, [Sample.Balanced("2021").Tables[0], Sample.Balanced("2019").Tables[1]], []);
        var sums = Sum(PartsOf(hybrid).Concat(PartsOf(Sample.Balanced("2021"))));

        Assert.Equal([("2019", 1), ("2021", 1)], sums.Forms(Received.Topic));
        Assert.Equal([("2021", 2)], sums.Forms(Fees.Topic));
    }

    [Fact]
    public void Sentences_are_counted_where_no_table_is()
    {
        var stated = Sample.Stated("t1", 7, "applications.received");
        var table = Sample.Balanced("2021").State(stated);
        var sentence = new ReportContent(2021, Scope.Region, [], [stated]);
        var sums = Sum([.. PartsOf(table), .. PartsOf(sentence)]);

        Assert.Equal([("2021", 1)], sums.Forms(Received.Topic));
        Assert.Equal((1, 2), (sums.Sentences(Received.Topic), sums.Parts(Received.Topic)));
        Assert.Equal((0, 1), (sums.Sentences(Fees.Topic), sums.Parts(Fees.Topic)));
        Assert.Equal(Applications, Sum(PartsOf(sentence)).Covered);
    }

    [Property(MaxTest = 40)]
    public void They_say_of_each_topic_what_the_parts_said(int[] seeds)
    {
        var parts = Parts(seeds);
        var sums = Sum(parts);

        Assert.All(Topics, topic =>
        {
            var tables = parts.Sum(part => part.Forms.Count(form => form.Topic == topic));
            var sentences = parts.Count(part => part.Sentences.Contains(topic));
            Assert.Equal(tables, sums.Forms(topic).Sum(form => form.Parts));
            Assert.Equal(sentences, sums.Sentences(topic));
            Assert.Equal(tables + sentences, sums.Parts(topic));
            Assert.Equal(tables + sentences > 0, (sums.Covered & (1UL << topic)) != 0);
        });
    }

    [Fact]
    public void What_is_counted_beside_the_figures_is_counted_by_topic_and_by_kind()
    {
        var sums = new FigureSums(Catalog);
        Assert.True(sums.IsEmpty);

        sums.AddToAll(TopicCount.Expected, 3);
        sums.Add(TopicCount.Errors, Received.Topic, 2);
        sums.Add(TopicCount.Confirmed, Fees.Topic, 1);

        Assert.All(Topics, topic => Assert.Equal(3, sums.Count(topic, TopicCount.Expected)));
        Assert.Equal([2], Topics.Select(topic => sums.Count(topic, TopicCount.Errors)).Where(count => count != 0));
        Assert.Equal(
            [3, 0, 2, 0, 0, 0, 0, 0],
            Enum.GetValues<TopicCount>().Select(what => sums.Count(Received.Topic, what)));
        Assert.Equal(1, sums.Count(Fees.Topic, TopicCount.Confirmed));
        Assert.Equal((false, 0UL), (sums.IsEmpty, sums.Covered));
        Assert.All(Topics, topic => Assert.Equal(0, sums.Parts(topic)));
    }

    [Property(MaxTest = 40)]
    public void Taking_away_what_was_added_leaves_what_was_there(int[] seeds, int[] more, ulong topics)
    {
        var sums = Any(seeds);

        sums.Add(Any(more));
        sums.Add(Any(more), topics, -1);
        sums.Add(Any(more), ~topics, -1);

        Assert.Equal(Any(seeds), sums);
        sums.Subtract(Any(seeds));
        Assert.True(sums.IsEmpty);
    }

    [Property(MaxTest = 40)]
    public void Those_of_some_topics_and_those_of_the_others_are_the_whole(int[] seeds, ulong topics)
    {
        var whole = Any(seeds);
        var (some, rest) = (whole.Of(topics), whole.Of(~topics));

        Assert.Equal(whole.Covered & topics, some.Covered);
        Assert.All(Catalog.Slots.All, slot =>
            Assert.Equal((topics & (1UL << slot.Topic)) != 0 ? whole[slot].Parts : 0, some[slot].Parts));
        Assert.All(Topics, topic => Assert.Equal(
            (topics & (1UL << topic)) != 0 ? whole.Count(topic, TopicCount.Expected) : 0,
            some.Count(topic, TopicCount.Expected)));
        some.Add(rest);
        Assert.Equal(whole, some);
    }

    [Fact]
    public void A_copy_stays_as_it_was()
    {
        var sums = Any([1, 2, 3]);
        var copy = sums.Clone();
        Assert.Equal(sums, copy);

        sums.Add(sums.Clone());

        Assert.NotEqual(sums, copy);
        Assert.Equal(Any([1, 2, 3]), copy);
    }
}
