using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using static Ogi.Stats.V1.DivisionChangeKind;
using static Ogi.Stats.V1.DivisionLevel;

namespace StatsService.Tests.Statistics.Today;

/// <summary>
/// Rows by today's boundaries: typed ones, of accepted reports, page by page; and what is no such row.
/// </summary>
public sealed class RowsAsTheyAreNow(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Of_a_typed_row_with_something_unallotted_every_figure_is_partial()
    {
        var country = await SmallCountry.New(service.Channel);
        var part = await Part(country);
        await country.File(country.County, "2021-region", 40);
        await country.File(country.OtherCounty, "2021-organ", 7);
        await country.Change(Split, 2022, [country.County], [country.County, part]);
        await country.Change(Merged, 2023, [country.OtherCounty, part], [country.OtherCounty]);

        var row = Assert.Single((await Outcomes(Selected(country.OtherCounty))).Rows);

        Assert.Equal(["divisions/" + country.County], row.Header.UnallottedDivisions);
        Assert.Equal(7, row.Total.ReceivedCount);
        var partial = Assert.Single(row.Total.Notes, note => note.Condition == FigureCondition.Partial);
        Assert.Contains("received_count", partial.Fields.Paths);
        Assert.DoesNotContain("carried_out_count", partial.Fields.Paths); // blank: there is no bound
    }

    [Fact]
    public async Task A_rate_is_partial_too()
    {
        var country = await SmallCountry.New(service.Channel);
        var part = await Part(country);
        await country.File(country.County, "2021-region", 40);
        await country.File(country.OtherCounty, "2021-organ", MadeUpReports.Table(
            "table3", "2021",
            ("applications.outcome.disclosed@total", 1L), ("applications.outcome.total@total", 4L)));
        await country.Change(Split, 2022, [country.County], [country.County, part]);
        await country.Change(Merged, 2023, [country.OtherCounty, part], [country.OtherCounty]);

        var figure = (await service.Statistics.QueryIndicatorsAsync(new()
        {
            Selection = Selected(country.OtherCounty),
            Measures = { new Measure { Indicator = "applications.granted", Denominator = "applications.total" } },
            Read = await Now(country),
        })).Rows[0].Figures[0];

        Assert.Equal(0.25, figure.Rate.Value);
        Assert.Equal([FigureCondition.Partial], figure.Conditions);
    }

    [Fact]
    public async Task Only_accepted_reports_are_added_up_where_only_they_are_asked_for()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.Accept(await country.File(country.County, "2021-region", 40));
        await country.File(country.OtherCounty, "2021-region", 7);
        await country.Change(Merged, 2022, [country.County, country.OtherCounty], [country.OtherCounty]);
        var selection = Selected(country.OtherCounty);

        var all = Assert.Single((await Outcomes(selection)).Rows);
        selection.ReportSet = ReportSet.Accepted;
        var accepted = Assert.Single((await Outcomes(selection)).Rows);

        Assert.Equal((47, 40), (all.Total.ReceivedCount, accepted.Total.ReceivedCount));
    }

    [Fact]
    public async Task Pages_together_are_the_whole()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 40);
        await country.File(country.OtherCounty, "2021-region", 7);
        await country.Change(Transferred, 2022, [country.County], parent: country.OtherPrefecture);
        await country.Change(Merged, 2023, [country.Prefecture, country.OtherPrefecture], [country.Prefecture]);
        var selection = Selected(country.Province);
        (selection.LastYear, selection.Breakdown, selection.WithSubject) = (2023, Breakdown.Children, true);
        var request = new QueryApplicationOutcomesRequest { Selection = selection, Read = await Now(country) };
        var whole = await service.Statistics.QueryApplicationOutcomesAsync(request);

        var rows = new List<ApplicationOutcomesRow>();
        request.PageSize = 1;
        do
        {
            var page = await service.Statistics.QueryApplicationOutcomesAsync(request);
            rows.AddRange(page.Rows);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(whole.Rows, rows);
        Assert.Equal(
            [country.Province, country.Province, country.Province, country.Prefecture, country.Prefecture,
                country.Prefecture],
            rows.Select(row => row.Header.Division["divisions/".Length..]));
        Assert.Equal(47, rows[3].Total.ReceivedCount);
    }

    [Fact]
    public async Task At_a_position_within_a_batch_of_the_roll_up_they_are_added_up_all_the_same()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.Change(Merged, 2022, [country.County, country.OtherCounty], [country.OtherCounty]);
        await country.File(country.OtherCounty, "2021-organ", 7);
        await service.Services.CaughtUp();
        string filed;
        await using (await ProjectorHeld.Before(service.ConnectionString))
        {
            var report = await country.File(country.County, "2021-organ", 40);
            filed = report.LastEvent.Position;
            await country.Withdraw(report);
        }

        await service.Services.CaughtUp();
        var then = await service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = Selected(country.OtherCounty), Read = new() { Position = filed } });

        Assert.Equal(47, Assert.Single(then.Rows).Total.ReceivedCount);
        Assert.Equal(7, Assert.Single((await Outcomes(Selected(country.OtherCounty))).Rows).Total.ReceivedCount);
    }

    [Fact]
    public async Task One_that_exists_no_more_is_refused_with_those_that_it_counts_in()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.Change(Merged, 2022, [country.County, country.OtherCounty], [country.OtherCounty]);
        var read = await Now(country);

        var refused = await Refused.By(() => service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = Selected(country.County), Read = read }));

        Assert.Equal(("INVALID_VALUE", "selection.divisions[0]"), (refused.Reason, Assert.Single(refused.Fields)));
        Assert.Contains("divisions/" + country.OtherCounty, refused.En, StringComparison.Ordinal);
        Assert.Contains("divisions/" + country.OtherCounty, refused.Zh, StringComparison.Ordinal);
    }

    /// <summary>A county that comes to be.</summary>
    private static async Task<string> Part(SmallCountry country)
    {
        await country.Register(country.Province + "-19", country.Prefecture, County);
        return country.Province + "-19";
    }

    private async Task<QueryApplicationOutcomesResponse> Outcomes(Selection selection)
    {
        await service.Services.CaughtUp();
        return await service.Statistics.QueryApplicationOutcomesAsync(new() { Selection = selection });
    }

    private async Task<ReadPoint> Now(SmallCountry country) => new()
    {
        MinPosition = (await service.Statistics.QueryIndicatorsAsync(new()
        {
            Selection = new() { Organs = { "organs/" + country.Province }, FirstYear = 2021 },
            Measures = { new Measure { Indicator = "applications.received" } },
        })).Stamp.AsOfPosition,
    };

    private static Selection Selected(string division) => new()
    {
        Divisions = { "divisions/" + division },
        FirstYear = 2021,
        Boundaries = Boundaries.Current,
    };
}
