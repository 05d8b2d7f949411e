using Google.Protobuf.WellKnownTypes;
using Ogi.Stats.V1;
using StatsService.Cli.Statistics;

namespace StatsService.Cli.Tests;

/// <summary>Statistics as statsctl shows them.</summary>
public sealed class FiguresForPeople
{
    private static readonly ApplicationOutcomesRow Row = new()
    {
        Header = new() { Title = "长治市人民政府", Year = 2019, Scope = Scope.Region },
        Total = new()
        {
            ReceivedCount = 181,
            Refused = new() { TotalCount = 23, StateSecretCount = 2 },
            GrantRate = new() { Numerator = 114, Denominator = 182, Value = 114d / 182 },
            Notes =
            {
                Note(FigureCondition.Blank, "carried_out_count", "refused.security_stability_count"),
                Note(FigureCondition.Derived, "refused.total_count"),
            },
        },
    };

    [Theory]
    [InlineData("applications.received", "181")]
    [InlineData("applications.refused.state_secret", "2")]
    [InlineData("applications.carried_out", "— 空白")]
    [InlineData("applications.refused.security_stability", "— 空白")]
    [InlineData("applications.refused", "23 推算")]
    [InlineData("grant_rate", "62.64 % (114/182)")]
    public void A_figure_says_what_it_is_made_of_and_an_absent_one_why_it_is(string indicator, string shown) =>
        Assert.Equal(shown, FigureLines.Of(Row).Single(line => line.Code == indicator).Value);

    [Fact]
    public void Labels_are_those_of_the_forms() =>
        Assert.Equal("结转下年度继续办理", FigureLines.Of(Row).Single(line => line.Code == "applications.carried_out").Title);

    [Fact]
    public void A_part_that_the_form_does_not_have_is_left_out() =>
        Assert.DoesNotContain(FigureLines.Of(Row), line => line.Code.StartsWith("replies.", StringComparison.Ordinal));

    [Fact]
    public void Money_keeps_its_unit() => Assert.Contains(
        FigureLines.Of(new DisclosureCountsRow
        {
            Procurement = new() { TotalAmount = new() { Value = "630142300", Unit = AmountUnit.Yuan } },
        }),
        line => line is { Code: "procurement.centralized.amount", Value: "630142300元" });

    [Fact]
    public void Any_indicator_is_shown_with_its_denominator_and_applicant() => Assert.Equal(
        "applications.granted/applications.total@natural_person 0 推算",
        FigureLines.Of(new IndicatorsRow
        {
            Figures =
            {
                new Figure
                {
                    Measure = Measures.Parse("applications.granted/applications.total@natural_person"),
                    Count = 0,
                    Conditions = { FigureCondition.Derived },
                },
            },
        }).Select(line => $"{line.Code} {line.Value}").Single());

    private static FigureNote Note(FigureCondition condition, params string[] fields) =>
        new() { Condition = condition, Fields = new FieldMask { Paths = { fields } } };
}
