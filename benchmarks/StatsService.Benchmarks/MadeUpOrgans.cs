using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>
/// The towns of counties, and the departments and town offices, as a first import sends them: organs without ids, two
/// of three with a code.
/// </summary>
internal static class MadeUpOrgans
{
    /// <summary>As many as make about 39,000 in the country.</summary>
    private const int TownsPerCounty = 13;

    private static readonly string[] Departments =
    [
        "财政局", "教育局", "公安局", "民政局", "司法局", "水利局", "审计局", "统计局", "科学技术局", "农业农村局", "自然资源局", "住房和城乡建设局",
        "交通运输局", "卫生健康局", "应急管理局", "市场监督管理局", "人力资源和社会保障局", "发展和改革局", "商务局", "医疗保障局", "林业局", "信访局",
        "退役军人事务局", "文化和旅游局", "生态环境局", "行政审批服务局", "城市管理局", "乡村振兴局", "体育局", "档案局", "粮食和物资储备局", "气象局",
        "机关事务管理局", "地方金融监督管理局", "民族宗教事务局", "外事办公室", "人民防空办公室", "国有资产监督管理局", "供销合作社", "地震局",
    ];

    private static readonly string[] TownOffices = ["人民政府", "财政所", "司法所", "农业服务中心", "综合行政执法队"];

    public static IEnumerable<Division> Towns(IEnumerable<Division> counties) => counties.SelectMany(
        county => Enumerable.Range(1, TownsPerCounty).Select(town => Town(county, town)));

    /// <summary>105 a county, so that all counties together have about 300,000.</summary>
    public static IEnumerable<Organ> Of(IEnumerable<Division> counties) => counties.SelectMany(county =>
        Departments.Select((name, i) => Organ(county, name, OrganKind.Department, i))
            .Concat(Towns([county]).SelectMany((town, i) => TownOffices.Select((name, j) => Organ(
                town, name, j == 0 ? OrganKind.Township : OrganKind.Department, (i * TownOffices.Length) + j)))));

    private static Division Town(Division county, int number) => new()
    {
        Name = $"{county.Name}{number:000}",
        Title = $"{county.Title}第{number}镇",
        Level = DivisionLevel.Township,
        Parent = county.Name,
        Source = "made up",
    };

    private static Organ Organ(Division division, string name, OrganKind kind, int number)
    {
        var code = division.Name["divisions/".Length..];
        var organ = new Organ
        {
            Names = { new TimedName { Title = division.Title + name } },
            Aliases = { name },
            Kind = kind,
            Division = division.Name,
            Source = "made up",
        };
        if (number % 3 != 0)
        {
            organ.Codes.Add($"made-up-{code}-{number}");
        }

        return organ;
    }
}
