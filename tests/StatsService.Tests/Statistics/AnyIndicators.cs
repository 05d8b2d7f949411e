using Google.Rpc;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Statistics;

/// <summary>Indicators asked for by name.</summary>
public sealed class AnyIndicators(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Counts_amounts_and_rates_come_in_the_order_asked()
    {
        var rows = await Ask(
            new() { Indicator = "applications.granted_any", Denominator = "applications.total" },
            new() { Indicator = "applications.carried_out" },
            new() { Indicator = "indicators/applications.received", Applicant = ApplicantKind.NaturalPerson });

        var figures = Assert.Single(rows).Figures;
        Assert.Equal(new Rate { Numerator = 114, Denominator = 182, Value = 114.0 / 182 }, figures[0].Rate);
        Assert.Equal([FigureCondition.Derived], figures[0].Conditions);
        Assert.Equal(Figure.ValueOneofCase.None, figures[1].ValueCase);
        Assert.Equal([FigureCondition.Blank], figures[1].Conditions);
        Assert.Equal(156, figures[2].Count);
        Assert.Equal(
            new Measure { Indicator = "indicators/applications.received", Applicant = ApplicantKind.NaturalPerson },
            figures[2].Measure);
    }

    [Fact]
    public async Task A_wildcard_stands_for_all_directly_below()
    {
        var figures = Assert.Single(await Ask(
                new Measure { Indicator = "applications.refused.*", Denominator = "applications.refused" }))
            .Figures.ToDictionary(figure => figure.Measure.Indicator);

        Assert.Equal(8, figures.Count);
        Assert.All(figures.Values, figure => Assert.Equal(23, figure.Rate.Denominator));
        var thirdParty = figures["indicators/applications.refused.third_party_rights"].Rate;
        Assert.Equal((10, 10.0 / 23), (thirdParty.Numerator, thirdParty.Value));
        var caseFiles = figures["indicators/applications.refused.enforcement_case_file"];
        Assert.False(caseFiles.Rate.HasValue);
        Assert.Equal([FigureCondition.Blank], caseFiles.Conditions);
    }

    [Fact]
    public async Task Rows_are_given_only_for_scopes_that_have_what_is_asked()
    {
        var level = await Ask(new Measure { Indicator = "actions.other_external.levy.items_change" });
        var both = await Ask(
            new() { Indicator = "actions.licensing.decisions" },
            new() { Indicator = "procurement.centralized.amount" });

        Assert.Equal((Scope.Level, -6), (Assert.Single(level).Header.Scope, level[0].Figures[0].Count));
        Assert.Equal([Scope.Level, Scope.Region], both.Select(row => row.Header.Scope));
        Assert.Equal([FigureCondition.NotReported], both[1].Figures[0].Conditions);
        Assert.Equal("630142300", both[1].Figures[1].Amount.Yuan);
    }

    [Fact]
    public async Task An_unknown_indicator_is_refused_with_the_nearest_name()
    {
        var status = await Refused.AtField(
            StatusCode.InvalidArgument, "UNKNOWN_INDICATOR", "measures[1].indicator",
            async () => await Ask(
                new() { Indicator = "applications.granted" }, new() { Indicator = "applications.grantet" }));

        Assert.Equal("applications.granted", status.GetDetail<ErrorInfo>()!.Metadata["nearest"]);
    }

    [Theory]
    [InlineData("applications.granted", "applications.totals", "UNKNOWN_INDICATOR", "measures[0].denominator")]
    [InlineData("applications.granted.*", "", "UNKNOWN_INDICATOR", "measures[0].indicator")]
    [InlineData("", "", "REQUIRED_FIELD", "measures[0].indicator")]
    [InlineData("procurement.centralized.amount", "applications.total", "INVALID_VALUE", "measures[0].indicator")]
    [InlineData("applications.total", "procurement.centralized.amount", "INVALID_VALUE", "measures[0].denominator")]
    public async Task What_cannot_be_measured_is_refused(
        string indicator, string denominator, string reason, string field) =>
        await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
            await Ask(new Measure { Indicator = indicator, Denominator = denominator }));

    [Fact]
    public async Task An_applicant_kind_that_does_not_exist_is_refused() =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "measures[0].applicant", async () =>
            await Ask(new Measure { Indicator = "applications.granted", Applicant = (ApplicantKind)9 }));

    [Theory]
    [InlineData("actions.licensing.decisions", "")]
    [InlineData("applications.granted", "actions.licensing.decisions")]
    public async Task An_applicant_kind_of_what_is_not_by_applicant_is_refused(string indicator, string denominator) =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "measures[0].applicant", async () =>
            await Ask(new Measure
            {
                Indicator = indicator,
                Denominator = denominator,
                Applicant = ApplicantKind.NaturalPerson,
            }));

    [Fact]
    public async Task At_least_one_and_at_most_50_are_measured()
    {
        var eight = new Measure { Indicator = "applications.refused.*" };

        await Refused.AtField(StatusCode.InvalidArgument, "REQUIRED_FIELD", "measures", async () => await Ask());
        Assert.Equal(48, Assert.Single(await Ask([.. Enumerable.Repeat(eight, 6)])).Figures.Count);
        await Refused.AtField(StatusCode.InvalidArgument, "TOO_MANY", "measures", async () =>
            await Ask([.. Enumerable.Repeat(eight, 7)]));
    }

    private async Task<IReadOnlyList<IndicatorsRow>> Ask(params Measure[] measures)
    {
        var organ = await TestOrgans.Register(service);
        await service.Reports.FileReportAsync(new() { Report = SampleReports.Changzhi2019(organ) });
        return (await service.Statistics.QueryIndicatorsAsync(new()
        {
            Selection = new() { Organs = { organ }, FirstYear = 2019 },
            Measures = { measures },
        })).Rows;
    }
}
