using Ogi.Stats.V1;

namespace StatsService.Tests.Fixtures;

/// <summary>Reports on a level and on its region; that on the region also gives an item of the level.</summary>
internal static class SectionReports
{
    public const string Licensing = "actions.licensing.decisions";

    /// <summary>The finding on both where they differ.</summary>
    public const string Id = "report.section_differs@table2.item5@level@region";

    /// <summary>Table 2 of the level.</summary>
    public static Report Level(string organ, long decisions, int year = 2023) =>
        MadeUpReports.Of(organ, $"{year}-level", MadeUpReports.Decisions("2021", decisions));

    /// <summary>Table 2 of the region, with item (5) of the level.</summary>
    public static Report Region(string organ, long decisions, Scope item5 = Scope.Level)
    {
        var table = MadeUpReports.Decisions("2021", decisions);
        table.SectionScopes.Add(new SectionScope { Section = "table2.item5", Scope = item5 });
        return MadeUpReports.Of(organ, "2023-region", table);
    }

    public static async Task<(Report Level, Report Region)> FileBoth(
        ServiceFixture service, long onLevel, long onRegion)
    {
        var organ = await TestOrgans.Register(service);
        return (await service.File(Level(organ, onLevel)), await service.File(Region(organ, onRegion)));
    }

    /// <summary>What is found on it where two reports differ in a section; of several an error.</summary>
    public static Finding? Sections(this Report report) => report.Findings.SingleOrDefault(IsSection);

    public static bool IsSection(Finding finding) => finding.Rule == "rules/report.section_differs";
}
