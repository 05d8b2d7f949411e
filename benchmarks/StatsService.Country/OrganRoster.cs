using StatsService.Forms;

namespace StatsService.Country;

/// <summary>The organs of each division, by the numbers and names that are usual at its level.</summary>
internal sealed class OrganRoster(CountryPlan plan)
{
    private const string CodeCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly string[] Departments =
    [
        "发展和改革", "教育", "科学技术", "工业和信息化", "公安", "民政", "司法", "财政", "人力资源和社会保障", "自然资源", "生态环境",
        "住房和城乡建设", "交通运输", "水利", "农业农村", "商务", "文化和旅游", "卫生健康", "退役军人事务", "应急管理", "审计",
        "市场监督管理", "统计", "医疗保障", "林业和草原", "信访", "行政审批服务", "城市管理", "乡村振兴", "体育", "能源", "机关事务管理",
        "国有资产监督管理", "民族宗教事务", "粮食和物资储备", "地方金融监督管理", "外事", "人民防空", "广播电视", "数据管理",
    ];

    private static readonly string[] Systems = ["税务局", "气象局", "统计调查队", "邮政管理局", "消防救援局", "烟草专卖局"];

    private static readonly string[] Institutions =
        ["人民医院", "中医医院", "第一中学", "第二中学", "职业学校", "自来水公司", "燃气公司", "供热公司", "公共交通公司", "供电公司"];

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Gives a division its organs.</summary>
    public void Fill(CountryDivision division)
    {
        if (division.Government.Length > 0)
        {
            var kind = division.Zone ? OrganKind.Zone : OrganKind.Government;
            Add(division, division.Id, division.Government, kind);
        }

        if (division.Zone)
        {
            if (division.Government.Length == 0)
            {
                Add(division, OrganKind.Zone, "管理委员会");
            }
        }
        else if (division.Level == DivisionLevel.Township)
        {
            Add(division, OrganKind.Township, division.Title.EndsWith("街道", StringComparison.Ordinal) ? "办事处" : "人民政府");
        }
        else
        {
            FillGoverned(division);
        }
    }

    private void FillGoverned(CountryDivision division)
    {
        var (departments, systems, institutions, suffix) = division.Level switch
        {
            DivisionLevel.Nation => (40, 6, 0, "部"),
            DivisionLevel.Province => (40, 6, 20, "厅"),
            DivisionLevel.Prefecture => (38, 6, 40, "局"),
            _ => (32, 5, 39, "局"),
        };
        if (division.Level != DivisionLevel.Nation)
        {
            Add(division, OrganKind.GeneralOffice, "人民政府办公室");
        }

        foreach (var name in Departments.Take(Scaled(departments)))
        {
            Add(division, OrganKind.Department, name + suffix);
        }

        foreach (var name in Systems.Take(Scaled(systems)))
        {
            Add(division, OrganKind.VerticalSystem, name);
        }

        for (var i = 0; i < Scaled(institutions); i++)
        {
            var series = i / Institutions.Length;
            Add(division, OrganKind.PublicInstitution,
                Institutions[i % Institutions.Length] + (series == 0 ? "" : $"（{series + 1}）"));
        }
    }

    private int Scaled(int number) => number == 0 ? 0 : Math.Max(1, (int)Math.Round(number * plan.Scale));

    private void Add(CountryDivision division, OrganKind kind, string name) =>
        Add(division, UnifiedCode(division), TitleOf(division) + name, kind);

    private void Add(CountryDivision division, string id, string title, OrganKind kind) =>
        division.Add(new CountryOrgan(id, title, kind, division, Dice.Mix(Dice.Hash(id) ^ (ulong)plan.Seed)));

    private static string TitleOf(CountryDivision division) => division.Level switch
    {
        DivisionLevel.Nation => "国家",
        DivisionLevel.Township => division.Parent!.Title + division.Title,
        _ => division.Title,
    };

    /// <summary>GB 32100-2015: an organ of state, in the area of the division, by a running number.</summary>
    private string UnifiedCode(CountryDivision division)
    {
        var area = char.IsAsciiDigit(division.Id[0]) ? division.Id[..6] : "990000";
        _numbers[area] = _numbers.GetValueOrDefault(area) + 1;
        var code = $"11{area}{_numbers[area]:D8}0";
        var (sum, weight) = (0, 1);
        foreach (var c in code)
        {
            sum += CodeCharacters.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % CodeCharacters.Length;
        }

        return code + CodeCharacters[(CodeCharacters.Length - (sum % CodeCharacters.Length)) % CodeCharacters.Length];
    }
}
