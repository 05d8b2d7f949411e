namespace StatsService.Tests.Fixtures;

/// <summary>A province of a test's own with a county in it, and the county's government.</summary>
internal sealed record Place(string Province, string County, string Organ)
{
    /// <summary>The name of a report of the county.</summary>
    public string Report => Organ + "/reports/2021-region";

    public static async Task<Place> New(ServiceFixture service)
    {
        var province = await TestOrgans.RegisterDivision(service, "000000");
        var county = await TestOrgans.RegisterDivision(service, "000000", province);
        return new(province, county, await TestOrgans.Register(service, county));
    }
}
