using System.Text;

namespace StatsService.Forms.Tests;

public sealed class Topics
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    [Fact]
    public void A_form_asks_the_indicators_of_a_topic_in_one_section()
    {
        var spread = Catalog.Forms.Values.SelectMany(form => Catalog.Slots.All
            .Select(slot => (slot.Topic, Measurement: Catalog.Measurement(slot.Indicator, form)))
            .Where(pair => pair.Measurement is not null)
            .SelectMany(pair => pair.Measurement!.Rows.Select(row => (pair.Topic, form.Cells.Values.First(
                cell => cell.Code == row || cell.Row == row).Section)))
            .Distinct().GroupBy(pair => pair.Topic).Where(group => group.Count() > 1)
            .Select(group => $"{form.Id} {Catalog.Slots.Topics[group.Key].Id}"));

        Assert.Empty(spread);
    }

    [Fact]
    public void What_an_indicator_is_the_sum_of_is_in_its_topic()
    {
        Assert.All(Catalog.Slots.All, slot => Assert.All(
            slot.Indicator.SumOf, name => Assert.Equal(slot.Topic, Catalog.Slots.Find(name)!.Topic)));
    }

    [Fact]
    public void Their_ids_are_stable() => Assert.Equal(
        "applications coercion fees fj hubei licensing litigation normative_documents other_external penalties "
        + "proactive processing_fees procurement reconsideration regulations replies request_charges requests "
        + "resources response",
        string.Join(' ', Catalog.Slots.Topics.Select(topic => topic.Id)));

    [Fact]
    public void There_are_at_most_64()
    {
        Assert.Equal(64, Load(64 - Catalog.Slots.Topics.Count).Slots.Topics.Count);
        var refused = Assert.Throws<FormatException>(() => Load(65 - Catalog.Slots.Topics.Count));

        Assert.Contains("65 topics", refused.Message, StringComparison.Ordinal);

        static FormCatalog Load(int more)
        {
            var indicators = Enumerable.Range(1, more).Select(i =>
                $$"""{ "name": "made_up{{i}}", "zh": "示例", "en": "Made up", "unit": "件", "type": "count" }""");
            var file = Encoding.UTF8.GetBytes($"[{string.Join(',', indicators)}]");
            return FormCatalog.Load(
                [.. FormCatalog.EmbeddedFiles(), ("Indicators/made_up.json", new MemoryStream(file))]);
        }
    }

    [Fact]
    public void Each_indicator_has_a_slot_and_one_for_each_applicant_kind_where_it_is_measured_by_applicant()
    {
        Assert.Equal(Enumerable.Range(0, Catalog.Slots.Count), Catalog.Slots.All.Select(slot => slot.Number));
        Assert.All(Catalog.Indicators.Values, indicator => Assert.Equal(
            indicator.ByApplicant ? 7 : 1, Catalog.Slots.All.Count(slot => slot.Indicator == indicator)));
        Assert.Null(Catalog.Slots.Find("reviews.reconsideration.total", ApplicantKind.NaturalPerson));
    }
}
