using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.Proof;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Copies;

/// <summary>A report that is marked a copy counts as reported, and its figures are in no sum.</summary>
public sealed class MarkedCopiesInSums(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Received = "applications.received";

    [Fact]
    public async Task The_sum_drops_by_what_the_copy_says_and_the_coverage_stays_and_both_come_back()
    {
        var country = await SmallCountry.New(service.Channel);
        var organs = await country.Departments(country.County, 3);
        var original = await country.File(organs[0], "2021-organ", MadeUpReports.Telling(40));
        var copy = await country.File(organs[1], "2021-organ", MadeUpReports.Telling(40));
        await country.File(organs[2], "2021-organ", 5);
        var before = await Row(country.Province, 2021);
        Assert.Equal((85, 3, 0), Of(before));

        copy = await country.MarkCopy(copy, original.Name);
        Assert.Equal(original.Name, copy.CopyOf);
        var marked = await Row(country.Province, 2021);
        Assert.Equal((45, 3, 1), Of(marked));
        Assert.Equal(before.Header.Coverage.ExpectedCount, marked.Header.Coverage.ExpectedCount);
        await service.Services.IsRecomputed(2021, country.Province);

        await country.UnmarkCopy(copy);
        Assert.Equal((85, 3, 0), Of(await Row(country.Province, 2021)));
        Assert.Equal((45, 3, 1), Of(await Row(country.Province, 2021, new() { Position = copy.LastEvent.Position })));
        await service.Services.IsRecomputed(2021, country.Province);
    }

    [Fact]
    public async Task A_region_that_is_a_copy_is_not_published_and_what_is_below_it_counts()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(department, "2022-organ", 5);
        var original = await country.File(country.OtherCounty, "2022-region", MadeUpReports.Telling(40));
        var copy = await country.File(country.County, "2022-region", MadeUpReports.Telling(40));
        Assert.Equal(80, (await service.NodeOf(country.Prefecture, 2022)).Resolved().Sum(Received));

        await country.MarkCopy(copy, original.Name);

        var county = await service.NodeOf(country.County, 2022);
        Assert.Null(county.Published);
        Assert.Equal((5, (2, 2)), (county.Resolved().Sum(Received), county.Resolved().Coverage("applications")));
        Assert.Equal(45, (await service.NodeOf(country.Prefecture, 2022)).Resolved().Sum(Received));
        await service.Services.IsRecomputed(2022, country.Province);
    }

    [Fact]
    public async Task An_explanation_lists_the_copy_and_does_not_count_it()
    {
        var country = await SmallCountry.New(service.Channel);
        var organs = await country.Departments(country.County, 2);
        var original = await country.File(organs[0], "2023-organ", MadeUpReports.Telling(40));
        var copy = await country.File(organs[1], "2023-organ", MadeUpReports.Telling(40));
        await country.MarkCopy(copy, original.Name);
        await service.Services.CaughtUp();

        foreach (var division in new[] { country.County, country.Province })
        {
            var answer = await service.Statistics.ExplainFigureAsync(new()
            {
                Selection = new() { Divisions = { "divisions/" + division }, FirstYear = 2023 },
                Measure = Explained.Measured(Received),
                ToReports = true,
            });

            Assert.Equal(40, answer.Figure.Count);
            Assert.Equal([false, true], answer.Contributions.Select(one => one.NotCounted));
            var listed = answer.Contributions[1];
            Assert.Equal((40, original.Name), (listed.Figure.Count, listed.Header.CopyOf));
            Assert.Contains("副本", answer.Explanation.Zh, StringComparison.Ordinal);
            Assert.DoesNotContain("organs/" + organs[1], answer.Missing.Select(missing => missing.Organ));
        }
    }

    [Fact]
    public async Task Its_own_figures_are_still_shown_with_what_it_is_a_copy_of()
    {
        var country = await SmallCountry.New(service.Channel);
        var organs = await country.Departments(country.County, 2);
        var original = await country.File(organs[0], "2024-organ", MadeUpReports.Telling(40));
        var copy = await country.File(organs[1], "2024-organ", MadeUpReports.Telling(40));
        await country.MarkCopy(copy, original.Name);

        var row = (await service.Statistics.QueryIndicatorsAsync(new()
        {
            Selection = new() { Organs = { copy.Organ }, FirstYear = 2024 },
            Measures = { Explained.Measured(Received) },
        })).Rows.Single();

        Assert.Equal((40, original.Name), (row.Figures[0].Count, row.Header.CopyOf));
    }

    [Fact]
    public async Task The_organ_is_counted_among_those_that_reported_and_apart()
    {
        var country = await SmallCountry.New(service.Channel);
        var organs = await country.Departments(country.County, 2);
        var original = await country.File(organs[0], "2025-organ", MadeUpReports.Telling(40));
        var copy = await country.File(organs[1], "2025-organ", MadeUpReports.Telling(40));
        var marked = await country.MarkCopy(copy, original.Name);
        var counts = (await Coverage(null)).Local;
        Assert.Equal((2, 1), (counts.FiledCount, counts.CopyCount));

        await country.UnmarkCopy(marked);

        Assert.Equal(0, (await Coverage(null)).Local.CopyCount);
        Assert.Equal(1, (await Coverage(new() { Position = marked.LastEvent.Position })).Local.CopyCount);

        async Task<CoverageRow> Coverage(ReadPoint? read)
        {
            await service.Services.CaughtUp();
            var selection = new Selection { Divisions = { "divisions/" + country.County }, FirstYear = 2025 };
            var answer = await service.Statistics.QueryCoverageAsync(new() { Selection = selection, Read = read });
            return answer.Rows.Single();
        }
    }

    private async Task<IndicatorsRow> Row(string division, int year, ReadPoint? read = null)
    {
        await service.Services.CaughtUp();
        var answer = await service.Statistics.QueryIndicatorsAsync(new()
        {
            Selection = new() { Divisions = { "divisions/" + division }, FirstYear = year },
            Measures = { Explained.Measured(Received) },
            Read = read,
        });
        return answer.Rows.Single();
    }

    private static (long Received, int Reported, int Copies) Of(IndicatorsRow row) =>
        (row.Figures[0].Count, row.Header.Coverage.ReportedCount, row.Header.Coverage.CopyCount);
}
