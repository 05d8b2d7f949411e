using StatsService.Forms;

namespace StatsService.Country;

/// <summary>
/// The provinces, prefectures and counties in force of the registry's own data, with townships made up below them.
/// </summary>
internal static class DivisionTree
{
    private const double TownshipsOfACounty = 14;
    private static readonly string[] FormerSources = ["pcc", "gb"];

    private static readonly string[] First =
        ["城", "东", "西", "南", "北", "新", "平", "安", "大", "石", "龙", "金", "清", "永", "长", "白", "高", "青", "云", "太"];

    private static readonly string[] Second =
        ["关", "河", "山", "阳", "口", "桥", "泉", "坪", "湖", "店", "庄", "岭", "溪", "塘", "川", "水", "林", "和", "兴", "岗"];

    /// <summary>The divisions, each after the one above it.</summary>
    public static IReadOnlyList<CountryDivision> Read(CountryPlan plan)
    {
        using var file = typeof(DivisionTree).Assembly.GetManifestResourceStream("divisions.tsv")!;
        using var reader = new StreamReader(file);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split('\t'))
            .Where(row => row[4] != "group" && !FormerSources.Contains(row[5], StringComparer.Ordinal))
            .ToLookup(row => row[1], StringComparer.Ordinal);
        var top = rows.SelectMany(group => group).Single(row => row[0] == plan.Under);
        var all = new List<CountryDivision>();
        Add(top, parent: null);
        return all;

        void Add(string[] row, CountryDivision? parent)
        {
            var division = new CountryDivision(
                row[0], row[3], Enum.Parse<DivisionLevel>(row[2], ignoreCase: true), row[4] == "zone", row[8], parent);
            parent?.Add(division);
            all.Add(division);
            foreach (var child in rows[division.Id])
            {
                Add(child, division);
            }

            all.AddRange(Townships(division, plan));
        }
    }

    /// <summary>Of counties, and of the prefectures that have none (东莞市).</summary>
    private static IEnumerable<CountryDivision> Townships(CountryDivision above, CountryPlan plan)
    {
        var bears = above.Level == DivisionLevel.County
            || (above.Level == DivisionLevel.Prefecture && above.Children.Count == 0);
        if (above.Zone || !bears)
        {
            yield break;
        }

        var dice = Dice.For(Dice.Hash(above.Id), plan.Seed, "townships");
        var count = Math.Max(1, (int)Math.Round(TownshipsOfACounty * plan.Scale * (0.5 + dice.Next())));
        var (streets, towns, name) = (0, 0, dice.Roll(0, (First.Length * Second.Length) - 1));
        for (var i = 0; i < count; i++)
        {
            // 001 to 099 are subdistricts, 100 and more towns; 21 has no factor in common with the number of names.
            var isStreet = dice.Is(above.Title.EndsWith('区') ? 0.7 : 0.2);
            var number = isStreet ? ++streets : 100 + towns++;
            name = (name + 21) % (First.Length * Second.Length);
            var title = First[name / Second.Length] + Second[name % Second.Length] + (isStreet ? "街道" : "镇");
            var township = new CountryDivision(
                $"{above.Id}{number:D3}", title, DivisionLevel.Township, Zone: false, "", above);
            above.Add(township);
            yield return township;
        }
    }
}
