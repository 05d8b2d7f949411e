using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static Ogi.Stats.V1.OrganKind;
using ReportSet = StatsService.RollUp.ReportSet;

namespace StatsService.Tests.RollUp;

/// <summary>
/// What a division's figures are: as its government published them, else the level's own and the children's. After each
/// step the figures written here hold, and the roll-up is what recomputing the reports gives.
/// </summary>
public sealed class LevelByLevel(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Received = "applications.received";
    private const string Licences = "actions.licensing.decisions";

    [Fact]
    public async Task Organs_add_up_to_the_county_and_from_there_to_the_nation()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 3);
        await country.File(departments[0], "2021-organ", 5);
        await country.File(departments[1], "2021-organ", 7);

        var county = await service.NodeOf(country.County, 2021);
        Assert.Equal((12, (4, 2)), (county.Organs!.Sum(Received), county.Organs!.Coverage("applications")));
        Assert.Equal(0, county.Organs!.Coverage("penalties").Reported);
        Assert.Null(county.Published);
        Assert.Equal((12, (4, 2)), await Resolved(country.County, 2021));
        Assert.Equal((null, (1, 0)), await Resolved(country.OtherCounty, 2021));
        Assert.Equal((12, (6, 2)), await Resolved(country.Prefecture, 2021));
        Assert.Equal((12, (8, 2)), await Resolved(country.Province, 2021));
        Assert.Equal(12, (await Resolved(RolledUp.Nation, 2021)).Received);
        await service.Services.IsRecomputed(2021);
    }

    [Fact]
    public async Task What_a_government_publishes_takes_the_place_of_what_is_added_up_topic_by_topic()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(
            department, "2022-organ", MadeUpReports.Applications("2021", 5), MadeUpReports.Decisions("2021", 3));
        await country.File(country.County, "2022-region", 40);

        var county = await service.NodeOf(country.County, 2022);
        Assert.Equal((40, null), (county.Published!.Sum(Received), county.Published!.Sum(Licences)));
        Assert.Equal((5, 3), (county.Computed!.Sum(Received), county.Computed!.Sum(Licences)));
        Assert.Equal((40, 3), (county.Resolved().Sum(Received), county.Resolved().Sum(Licences)));
        Assert.Equal((1, 1), county.Resolved().Coverage("applications"));
        Assert.Equal((2, 1), county.Resolved().Coverage("licensing"));
        var province = await service.NodeOf(country.Province, 2022);
        Assert.Equal((40, 3), (province.Resolved().Sum(Received), province.Resolved().Sum(Licences)));
        await service.Services.IsRecomputed(2022, country.Province);

        // The prefecture publishes too: what the county says no longer counts above.
        await country.File(country.Prefecture, "2022-region", 100);
        Assert.Equal(40, (await service.NodeOf(country.Prefecture, 2022)).Computed!.Sum(Received));
        Assert.Equal((100, (3, 1)), await Resolved(country.Province, 2022));
        await country.File(country.OtherCounty, "2022-region", 1);
        Assert.Equal(41, (await service.NodeOf(country.Prefecture, 2022)).Computed!.Sum(Received));
        Assert.Equal((100, (3, 1)), await Resolved(country.Province, 2022));
        await service.Services.IsRecomputed(2022, country.Province);
    }

    [Fact]
    public async Task What_is_stated_for_the_level_takes_the_place_of_its_organs_and_not_of_its_children()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.Prefecture, 1))[0];
        await country.File(department, "2023-organ", 5);
        await country.File(country.County, "2023-region", 40);
        await country.File(country.Prefecture, "2023-level", 9);

        var node = await service.NodeOf(country.Prefecture, 2023);
        Assert.Equal((9, 9), (node.Level!.Sum(Received), node.LevelFigure().Sum(Received)));
        Assert.Equal((49, (3, 2)), await Resolved(country.Prefecture, 2023));
        await service.Services.IsRecomputed(2023, country.Province);

        // One report of two scopes: decisions of the level, applications of the region.
        var decisions = MadeUpReports.Decisions("2021", 6);
        decisions.Scope = Scope.Level;
        await country.File(
            country.OtherPrefecture, "2023-region", MadeUpReports.Applications("2021", 70), decisions);
        var other = await service.NodeOf(country.OtherPrefecture, 2023);
        Assert.Equal((70, 6), (other.Published!.Sum(Received), other.Level!.Sum(Licences)));
        Assert.Equal((70, 6), (other.Resolved().Sum(Received), other.Resolved().Sum(Licences)));
        await service.Services.IsRecomputed(2023, country.Province);
    }

    [Fact]
    public async Task Unknown_scopes_and_vertical_systems_are_counted_apart()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        var customs = await country.Organ(country.County + "-v", country.County, VerticalSystem);
        await country.File(department, "2024-unknown", 5);
        await country.File(customs, "2024-organ", 11);
        await country.File(department, "2024-region", 99); // no government: it does not speak for the region

        var county = await service.NodeOf(country.County, 2024);
        Assert.Equal((null, (2, 0)), await Resolved(country.County, 2024));
        Assert.Equal(2, county.Resolved().UnknownScope("applications"));
        Assert.Equal((11, (1, 1)), (county.Vertical!.Sum(Received), county.Vertical!.Coverage("applications")));
        var province = await service.NodeOf(country.Province, 2024);
        Assert.Equal(11, province.Vertical!.Sum(Received));
        Assert.Equal(2, province.Resolved().UnknownScope("applications"));
        Assert.Null(province.Resolved().Sum(Received));
        await service.Services.IsRecomputed(2024, country.Province);
    }

    [Fact]
    public async Task A_region_that_is_stated_in_sentences_only_is_published()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(department, "2025-organ", 5);
        var report = MadeUpReports.Of("organs/" + country.County, "2025-region");
        report.StatedFigures.Add(MadeUpReports.Stated("f1", "indicators/applications.received", 63));
        await country.File(report);

        var county = await service.NodeOf(country.County, 2025);
        Assert.Equal((63, 5), (county.Published!.Sum(Received), county.Computed!.Sum(Received)));
        Assert.Equal((63, (1, 1)), await Resolved(country.County, 2025));
        Assert.Equal((63, (5, 1)), await Resolved(country.Province, 2025));
        await service.Services.IsRecomputed(2025, country.Province);
    }

    [Fact]
    public async Task A_report_counts_while_it_is_on_file_and_among_the_accepted_while_it_is_accepted()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        var report = await country.File(department, "2026-organ", 5);
        await Expect(5, null);
        report = await country.Accept(report);
        await Expect(5, 5);
        report = await country.Correct(
            MadeUpReports.Of("organs/" + department, "2026-organ", MadeUpReports.Applications("2021", 8)), report.Etag);
        await Expect(8, null);
        report = await country.Return(report);
        await Expect(8, null);
        report = await country.Withdraw(report);
        await Expect(null, null);
        await country.File(department, "2026-organ", 2);
        await Expect(2, null);

        async Task Expect(int? onFile, int? accepted)
        {
            foreach (var division in new[] { country.County, country.Province })
            {
                var others = division == country.County ? 2 : 6;
                Assert.Equal((onFile, (others, onFile is null ? 0 : 1)), await Resolved(division, 2026));
                Assert.Equal(
                    (accepted, (others, accepted is null ? 0 : 1)),
                    await Resolved(division, 2026, ReportSet.Accepted));
            }

            await service.Services.IsRecomputed(2026, country.Province);
        }
    }

    private async Task<(decimal? Received, (int Expected, int Reported) Coverage)> Resolved(
        string division, int year, ReportSet set = ReportSet.OnFile)
    {
        var resolved = (await service.NodeOf(division, year, set)).Resolved();
        return (resolved.Sum(Received), resolved.Coverage("applications"));
    }
}
