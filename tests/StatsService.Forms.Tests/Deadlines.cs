using static StatsService.Forms.DivisionLevel;
using static StatsService.Forms.OrganKind;

namespace StatsService.Forms.Tests;

/// <summary>The last day of publication, by year, kind, level and scope (docs/forms.md).</summary>
public sealed class Deadlines
{
    private const string None = "";
    private static readonly Scope[] Scopes = [Scope.Organ, Scope.Level, Scope.Region, Scope.Unknown];
    private static readonly DivisionLevel[] Levels = [Nation, Province, Prefecture, County, DivisionLevel.Township];

    [Fact]
    public void Until_2018_everyone_had_until_the_end_of_March() => Assert.All(
        from kind in Enum.GetValues<OrganKind>()
        from level in Enum.GetValues<DivisionLevel>()
        from scope in Scopes
        from year in new[] { 2008, 2018 }
        select (year, On(year, kind, level, scope)),
        found => Assert.Equal($"{found.year + 1}-03-31", found.Item2));

    [Theory]
    [InlineData(Department)]
    [InlineData(OrganKind.Township)]
    [InlineData(PublicInstitution)]
    public void Since_2019_departments_towns_and_institutions_have_until_the_end_of_January(
        OrganKind kind) => Assert.All(
        from level in Enum.GetValues<DivisionLevel>()
        from scope in Scopes
        from year in new[] { 2019, 2020, 2021, 2025 }
        select (year, On(year, kind, level, scope)),
        found => Assert.Equal($"{found.year + 1}-01-31", found.Item2));

    [Theory]
    [InlineData(2019, Nation, "2020-03-31")]
    [InlineData(2019, Province, "2020-03-31")]
    [InlineData(2019, Prefecture, "2020-03-31")]
    [InlineData(2020, County, "2021-03-31")]
    [InlineData(2020, DivisionLevel.Township, "2021-01-31")]
    [InlineData(2020, DivisionLevel.Unspecified, "2021-03-31")]
    [InlineData(2021, Nation, "2022-03-31")]
    [InlineData(2021, Province, "2022-03-31")]
    [InlineData(2021, Prefecture, "2022-03-10")]
    [InlineData(2025, County, "2026-02-20")]
    [InlineData(2025, DivisionLevel.Township, "2026-01-31")]
    [InlineData(2025, DivisionLevel.Unspecified, None)]
    public void Governments_have_the_date_of_their_level_whatever_the_scope_and_so_have_offices_and_zones_for_them(
        int year, DivisionLevel level, string date)
    {
        Assert.All(Scopes, scope => Assert.Equal(date, On(year, Government, level, scope)));
        Assert.All(Scopes.Where(scope => scope != Scope.Organ), scope =>
        {
            Assert.Equal(date, On(year, GeneralOffice, level, scope));
            Assert.Equal(date, On(year, Zone, level, scope));
        });
    }

    [Theory]
    [InlineData(GeneralOffice)]
    [InlineData(Zone)]
    public void Offices_and_zones_that_report_on_themselves_are_due_like_departments(OrganKind kind) => Assert.All(
        from level in Enum.GetValues<DivisionLevel>()
        from year in new[] { 2019, 2021 }
        select (year, On(year, kind, level, Scope.Organ)),
        found => Assert.Equal($"{found.year + 1}-01-31", found.Item2));

    [Fact]
    public void Vertical_systems_have_until_the_end_of_March() => Assert.All(
        from level in Enum.GetValues<DivisionLevel>()
        from scope in Scopes
        from year in new[] { 2019, 2021 }
        select (year, On(year, VerticalSystem, level, scope)),
        found => Assert.Equal($"{found.year + 1}-03-31", found.Item2));

    [Fact]
    public void An_organ_of_unknown_kind_has_none_since_2019() =>
        Assert.Equal(None, On(2019, OrganKind.Unspecified, County, Scope.Region));

    [Fact]
    public void Every_kind_at_every_level_with_every_scope_has_one() => Assert.All(
        from kind in Enum.GetValues<OrganKind>().Where(kind => kind != OrganKind.Unspecified)
        from level in Levels
        from scope in Scopes
        from year in Enumerable.Range(2008, 20)
        select On(year, kind, level, scope),
        date => Assert.NotEqual(None, date));

    [Theory]
    [InlineData(2018, Government, County, "第492号）第三十一条")]
    [InlineData(2019, Department, County, "第711号）第四十九条：政府部门1月31日前")]
    [InlineData(2019, Government, County, "第711号）第四十九条：县级以上地方人民政府3月31日前")]
    [InlineData(2020, VerticalSystem, Province, "第711号）第四十九条")]
    [InlineData(2021, VerticalSystem, Province, "〔2021〕30号")]
    [InlineData(2021, Government, Prefecture, "〔2021〕30号：设区的市级政府3月10日前")]
    public void It_names_the_order_that_was_in_force(int year, OrganKind kind, DivisionLevel level, string source) =>
        Assert.Contains(
            source, FormCatalog.Default.Deadline(year, Scope.Region, kind, level)!.Source, StringComparison.Ordinal);

    private static string On(int year, OrganKind kind, DivisionLevel level, Scope scope) =>
        FormCatalog.Default.Deadline(year, scope, kind, level)
            ?.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? None;
}
