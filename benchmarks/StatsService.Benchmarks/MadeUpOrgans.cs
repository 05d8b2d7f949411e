using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>
/// Departments and towns of counties, as a first import sends them: without ids, two of three with a code.
/// </summary>
internal static class MadeUpOrgans
{
    /// <summary>A county has so many, so that all counties together have about 300,000.</summary>
    public const int PerCounty = 105;

    private static readonly string[] Departments =
    [
        "财政局", "教育局", "公安局", "民政局", "司法局", "水利局", "审计局", "统计局", "科学技术局", "农业农村局", "自然资源局", "住房和城乡建设局",
        "交通运输局", "卫生健康局", "应急管理局", "市场监督管理局", "人力资源和社会保障局", "发展和改革局", "商务局", "医疗保障局", "林业局", "信访局",
        "退役军人事务局", "文化和旅游局", "生态环境局", "行政审批服务局", "城市管理局", "乡村振兴局", "体育局", "档案局",
    ];

    public static IEnumerable<Organ> Of(IEnumerable<Division> counties) => counties.SelectMany(
        county => Enumerable.Range(0, PerCounty).Select(number => Organ(county, number)));

    private static Organ Organ(Division county, int number)
    {
        var isDepartment = number < Departments.Length;
        var title = isDepartment ? Departments[number] : $"第{number - Departments.Length + 1}镇人民政府";
        var organ = new Organ
        {
            Names = { new TimedName { Title = county.Title + title } },
            Aliases = { title },
            Kind = isDepartment ? OrganKind.Department : OrganKind.Township,
            Division = county.Name,
            Parent = county.Kind == DivisionKind.Zone ? "" : "organs/" + county.Name["divisions/".Length..],
            Source = "made up",
        };
        if (number % 3 != 0)
        {
            organ.Codes.Add($"made-up-{county.Name["divisions/".Length..]}-{number}");
        }

        return organ;
    }
}
