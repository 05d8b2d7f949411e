using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static Ogi.Stats.V1.DivisionChangeKind;
using static Ogi.Stats.V1.DivisionLevel;

namespace StatsService.Tests.RollUp;

/// <summary>
/// What is owed, by whom, and where it is added up follows the registry, also after the reports are in.
/// </summary>
public sealed class ChangesOfTheRegistry(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task An_organ_that_is_registered_late_is_owed_from_then_on_in_every_year()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-organ", 5);
        Assert.Equal((5, 1, 1), await Resolved(country.County, 2021));

        await country.Organ(country.County + "-late", country.County);
        Assert.Equal((5, 2, 1), await Resolved(country.County, 2021));
        Assert.Equal((5, 6, 1), await Resolved(country.Province, 2021));
        Assert.Equal((null, 2, 0), await Resolved(country.County, 2020));

        await country.Organ(country.County + "-new", country.County, years: new() { FirstYear = 2022 });
        Assert.Equal((5, 2, 1), await Resolved(country.County, 2021));
        Assert.Equal((null, 3, 0), await Resolved(country.County, 2022));
        await Recomputed(country, 2021);
    }

    [Fact]
    public async Task A_report_that_says_nothing_keeps_its_division_up_to_date_all_the_same()
    {
        var country = await SmallCountry.New(service.Channel);
        await service.Services.CaughtUp(); // its registration is none of the same batch
        await country.File(country.County, "2041-unknown");
        Assert.Equal((null, 1, 0), await Resolved(country.County, 2041));

        await country.Departments(country.County, 2);
        Assert.Equal((null, 3, 0), await Resolved(country.County, 2041));
        Assert.Equal((null, 7, 0), await Resolved(country.Province, 2041));
        await Recomputed(country, 2041);
    }

    [Fact]
    public async Task Who_is_exempt_owes_nothing_until_the_exemption_is_lifted()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(country.County, "2022-organ", 5);
        await country.Exempt(department, 2022);
        Assert.Equal((5, 1, 1), await Resolved(country.County, 2022));
        Assert.Equal((null, 2, 0), await Resolved(country.County, 2023));

        await country.Exempt(country.County, 2022); // it reported all the same
        Assert.Equal((5, 1, 1), await Resolved(country.County, 2022));
        await country.Exempt(department, 2022, lift: true);
        Assert.Equal((5, 2, 1), await Resolved(country.County, 2022));
        Assert.Equal((5, 6, 1), await Resolved(country.Province, 2022));
        await Recomputed(country, 2022);
    }

    [Fact]
    public async Task An_organ_that_moves_takes_its_reports_along()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(department, "2024-organ", 5);
        await country.Organ(department, country.OtherPrefecture);

        Assert.Equal((null, 1, 0), await Resolved(country.County, 2024));
        Assert.Equal((null, 3, 0), await Resolved(country.Prefecture, 2024));
        Assert.Equal((5, 2, 1), await Resolved(country.OtherPrefecture, 2024));
        Assert.Equal((5, 6, 1), await Resolved(country.Province, 2024));
        await Recomputed(country, 2024);
    }

    [Fact]
    public async Task Another_organ_speaks_for_the_region_once_the_government_is_there()
    {
        var country = await SmallCountry.New(service.Channel);
        var zone = country.County + "-z";
        await country.Register(zone, country.Prefecture, County);
        var office = await country.Organ(zone + "-o", zone, OrganKind.GeneralOffice);
        var administration = await country.Organ(zone, zone, OrganKind.Zone);
        await country.File(office, "2025-region", 30);
        await country.File(administration, "2025-region", 31);
        Assert.Equal((30, 1, 1), await Resolved(zone, 2025));
        Assert.Equal((30, 6, 1), await Resolved(country.Province, 2025));

        await country.Organ(zone, zone, OrganKind.Government);
        Assert.Equal((31, 1, 1), await Resolved(zone, 2025));
        Assert.Equal((31, 6, 1), await Resolved(country.Province, 2025));
        await Recomputed(country, 2025);

        await country.Organ(zone, zone, OrganKind.Zone);
        await country.Organ(office, country.County, OrganKind.GeneralOffice); // it is no longer there to speak for it
        Assert.Equal((31, 1, 1), await Resolved(zone, 2025));
        Assert.Equal((null, 2, 0), await Resolved(country.County, 2025));
        await Recomputed(country, 2025);
    }

    [Fact]
    public async Task A_division_that_is_transferred_counts_where_it_was_and_from_then_on_where_it_is()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.Departments(country.County, 2);
        foreach (var year in new[] { 2026, 2027 })
        {
            await country.File(country.County, $"{year}-organ", 5);
            await country.File(country.OtherCounty, $"{year}-region", 7);
        }

        await country.Change(Transferred, 2027, [country.County], parent: country.OtherPrefecture);
        Assert.Equal((12, 5, 2), await Resolved(country.Prefecture, 2026));
        Assert.Equal((null, 1, 0), await Resolved(country.OtherPrefecture, 2026));
        Assert.Equal((7, 2, 1), await Resolved(country.Prefecture, 2027));
        Assert.Equal((5, 4, 1), await Resolved(country.OtherPrefecture, 2027));
        Assert.Equal((null, 4, 0), await Resolved(country.OtherPrefecture, 2028));
        Assert.Equal((12, 7, 2), await Resolved(country.Province, 2027));
        await Recomputed(country, 2026, 2027, 2028);
    }

    [Fact]
    public async Task Towns_of_a_merged_county_count_in_the_one_that_goes_on()
    {
        var country = await SmallCountry.New(service.Channel);
        var town = "991000001";
        await country.Register(town, country.County, Township);
        var office = await country.Organ(town + "-t", town, OrganKind.Township);
        foreach (var year in new[] { 2031, 2032 })
        {
            await country.File(office, $"{year}-organ", 3);
            await country.File(country.OtherCounty, $"{year}-organ", 7);
        }

        await country.Change(Merged, 2032, [country.County, country.OtherCounty], [country.OtherCounty]);
        Assert.Equal((3, 2, 1), await Resolved(country.County, 2031));
        Assert.Equal((7, 1, 1), await Resolved(country.OtherCounty, 2031));
        Assert.Equal((null, 1, 0), await Resolved(country.County, 2032));
        Assert.Equal((10, 2, 2), await Resolved(country.OtherCounty, 2032));
        Assert.Equal((10, 6, 2), await Resolved(country.Province, 2032));
        await Recomputed(country, 2031, 2032);

        // A report for the county that ended still stands below its prefecture.
        await country.File(country.County, "2032-organ", 1);
        Assert.Equal((11, 6, 3), await Resolved(country.Province, 2032));
        await Recomputed(country, 2032);
    }

    private async Task<(decimal? Received, int Expected, int Reported)> Resolved(string division, int year)
    {
        var resolved = (await service.NodeOf(division, year)).Resolved();
        var (expected, reported) = resolved.Coverage("applications");
        return (resolved.Sum("applications.received"), expected, reported);
    }

    private async Task Recomputed(SmallCountry country, params int[] years)
    {
        foreach (var year in years)
        {
            await service.Services.IsRecomputed(year, country.Province);
        }
    }
}
