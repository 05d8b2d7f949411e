using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics.Series;

/// <summary>
/// A prefecture whose reports went over from the form of 2014 to that of 2019, one a year later than the others.
/// </summary>
public sealed class SumsOfTwoForms(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string CarriedIn = "applications.carried_in";

    [Fact]
    public async Task What_not_all_forms_of_a_year_ask_breaks_in_that_year_and_in_the_next()
    {
        var country = await GoneOver();

        var rows = (await service.Statistics.QueryApplicationOutcomesAsync(new()
        {
            Selection = Years(country.Prefecture),
            Read = OverTheWire.Now,
        })).Rows;

        Assert.Equal(
            [["2014"], ["2014", "2019"], ["2019"], ["2019"]],
            rows.Select(row => row.Header.Forms.Select(form => form["forms/".Length..])));
        Assert.Equal([0, 2, 5, 6], rows.Select(row => row.Total.CarriedInCount));
        var breaks = rows.Select(row => row.Header.Breaks.SingleOrDefault(found => found.Kind == BreakKind.Form))
            .ToList();
        Assert.Equal([false, true, true, false], breaks.Select(found => found is not null));
        foreach (var found in breaks.OfType<SeriesBreak>())
        {
            Assert.Contains("indicators/" + CarriedIn, found.Indicators);
            Assert.Contains("forms/2014 + forms/2019", found.Note.En, StringComparison.Ordinal);
            Assert.Contains("上年结转申请", found.Note.Zh, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_years_that_all_ask_it_are_compared()
    {
        var country = await GoneOver();

        // In 2018 no form asks it, in 2019 two of three; in 2020 and 2021 all.
        Assert.Equal([null, null, null, 0.2], await YearsOnYear(country, CarriedIn));
        Assert.Equal([null, 0, 0, 0.1], await YearsOnYear(country, "applications.received"));
    }

    [Fact]
    public async Task What_they_ask_in_nearly_the_same_way_is_compared_between_years_that_ask_it_alike()
    {
        var country = await GoneOver();

        // What the form of 2014 counts in two rows: all of 2018, one of three in 2019.
        Assert.Equal([null, null, null, 0.1], await YearsOnYear(country, "applications.granted"));
        Assert.Equal([null, null, null, 0.1], await YearsOnYear(country, "applications.granted", minCoverage: 0.6));
        Assert.Equal([null, 0, null, 0.1], await YearsOnYear(country, "applications.granted", minCoverage: 0.3));
    }

    [Fact]
    public async Task A_share_of_the_reports_can_be_demanded_that_is_enough()
    {
        var country = await GoneOver();

        Assert.Equal([null, null, 1.5, 0.2], await YearsOnYear(country, CarriedIn, minCoverage: 0.6));
    }

    /// <summary>So many received, and carried in where the form asks it, by a prefecture and two counties.</summary>
    private async Task<SmallCountry> GoneOver()
    {
        var country = await SmallCountry.New(service.Channel);
        string[] organs = [country.Prefecture, country.County, country.OtherCounty];
        foreach (var organ in organs)
        {
            await country.File(organ, "2018-organ", Replies(10));
            await country.File(organ, "2020-organ", Table3(10, organ == country.OtherCounty ? 3 : 1));
            await country.File(organ, "2021-organ", Table3(11, 2));
            await country.File(organ, "2019-organ", organ == country.OtherCounty ? Replies(10) : Table3(10, 1));
        }

        return country;
    }

    private static ReportTable Table3(long received, long carriedIn) => Table(
        "table3", "2019",
        ("applications.received_new@total", received), ("applications.carried_in@total", carriedIn),
        ("applications.outcome.disclosed@total", received));

    private async Task<double?[]> YearsOnYear(SmallCountry country, string indicator, double? minCoverage = null)
    {
        var request = new QuerySeriesRequest
        {
            Selection = Years(country.Prefecture),
            Measure = new() { Indicator = indicator },
            Read = OverTheWire.Now,
        };
        if (minCoverage is { } share)
        {
            request.MinCoverage = share;
        }

        var points = Assert.Single((await service.Statistics.QuerySeriesAsync(request)).Series).Points;
        return [.. points.Select(point => point.HasYearOnYear ? Math.Round(point.YearOnYear, 6) : (double?)null)];
    }

    private static Selection Years(string division) =>
        new() { Divisions = { division }, FirstYear = 2018, LastYear = 2021 };
}
