using Google.Protobuf;
using StatsService.Canonical;
using StatsService.Country;

namespace StatsService.Forms.Tests;

public sealed class PlausibleCountries
{
    private const int Years = 12;
    private static readonly PlausibleCountry Small = new(CountryPlan.Small);

    [Fact]
    public void A_prefecture_has_about_200_organs_of_every_kind()
    {
        Assert.InRange(Small.Organs.Count, 170, 260);
        Assert.Equal(
            Enum.GetValues<OrganKind>().Except([OrganKind.Unspecified, OrganKind.Zone]).Order(),
            Small.Organs.Select(organ => organ.Kind).Except([OrganKind.Zone]).Distinct().Order());
        Assert.Equal(Small.Organs.Count, Small.Organs.DistinctBy(organ => organ.Id, StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_nation_has_some_40_000_townships_and_300_000_organs()
    {
        var nation = new PlausibleCountry(new());

        Assert.InRange(nation.Divisions.Count(division => division.Level == DivisionLevel.Township), 38_000, 43_000);
        Assert.InRange(nation.Organs.Count, 280_000, 320_000);
        Assert.Equal(nation.Organs.Count, nation.Organs.DistinctBy(organ => organ.Id, StringComparer.Ordinal).Count());
        var ids = nation.Divisions.Select(division => division.Id).Distinct(StringComparer.Ordinal);
        Assert.Equal(nation.Divisions.Count, ids.Count());
        Assert.All(nation.Divisions.Where(division => division.Level == DivisionLevel.Township),
            township => Assert.Matches("^[0-9]{9}$", township.Id));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_in_any_order_and_another_seed_others()
    {
        var bytes = Bytes(Small, backwards: false);

        Assert.Equal(bytes, Bytes(new(CountryPlan.Small), backwards: true).Reverse());
        Assert.NotEqual(bytes, Bytes(new(CountryPlan.Small with { Seed = 2 }), backwards: false));

        static IEnumerable<string> Bytes(PlausibleCountry country, bool backwards) =>
        [
            .. (backwards ? country.Organs.Reverse() : country.Organs)
                .Select(organ => country.Reports(organ, 2023)
                    .Select(report => report.ToMessage().ToByteString().ToBase64()))
                .Select(reports => string.Concat(reports)),
        ];
    }

    [Fact]
    public void Reports_can_be_understood_and_read_back_as_they_were_written()
    {
        foreach (var report in All(Small).Where(report => report.IsFiled))
        {
            var problems = new List<ContentProblem>();
            var read = WireContent.Read(report.ToMessage(), report.Name, FormCatalog.Default, problems);

            Assert.Empty(problems);
            Assert.Equal(report.MustFire, KnownRules.Broken(read, report.Organ.Context));
        }
    }

    [Fact]
    public void An_unspoilt_report_has_no_error_and_no_warning() =>
        Assert.All(All(Small).Where(report => report.Spoilt is null), report => Assert.DoesNotContain(
            FormCatalog.Default.Check(report.Content, report.Organ.Context).Findings,
            finding => finding.Strength is FindingStrength.Error or FindingStrength.Warning));

    [Theory]
    [InlineData(2018)]
    [InlineData(2020)]
    [InlineData(2023)]
    public void A_region_s_published_figures_are_the_sum_of_its_parts(int year)
    {
        var published = Small.Organs.SelectMany(organ => Small.Reports(organ, year))
            .Where(report => report.Content is { Scope: Scope.Region, Tables.Count: > 0 } && report.Spoilt is null)
            .ToList();

        Assert.Contains(published, report => report.Organ.Division.Level == DivisionLevel.County);
        Assert.All(published, report =>
        {
            var parts = Below(report.Organ.Division).Where(organ => organ.IsSummed)
                .Select(organ => Small.Truth(organ, year, Scope.Organ)).ToList();
            foreach (var table in report.Content.Tables.Where(table => table.Form != "2019" || year == 2020))
            {
                foreach (var (code, value) in table.Cells.Where(cell => IsOfTheRegion(report, table, cell.Key)))
                {
                    var hundredth = value.IsAmount ? 100 : 1;
                    Assert.Equal(parts.Sum(part => part[code]), hundredth * value.Value);
                }
            }
        });

        static IEnumerable<CountryOrgan> Below(CountryDivision division) =>
            division.Organs.Concat(division.Children.SelectMany(Below));

        static bool IsOfTheRegion(CountryReport report, ReportTable table, string code) => report.Content.ScopeOf(
            table, FormCatalog.Default.Forms[table.Form].Cells[code].Section) == Scope.Region;
    }

    [Fact]
    public void What_is_carried_out_is_carried_in_the_year_after()
    {
        foreach (var (organ, scope) in Small.Organs.SelectMany(
            organ => Small.Reports(organ, 2019).Select(report => (organ, report.Content.Scope))))
        {
            for (var year = 2019; year < 2025; year++)
            {
                var (before, after) = (Small.Truth(organ, year, scope), Small.Truth(organ, year + 1, scope));
                Assert.All(FormRows.Columns, column => Assert.Equal(
                    before[$"applications.carried_out@{column}"], after[$"applications.carried_in@{column}"]));
            }
        }
    }

    [Fact]
    public void Everything_that_can_become_of_a_report_becomes_of_some_and_only_corrected_ones_have_a_correction()
    {
        var reports = All(Small).ToList();

        Assert.Equal(Enum.GetValues<Fate>(), reports.Select(report => report.Fate).Distinct().Order());
        Assert.All(reports, report => Assert.Equal(report.Fate == Fate.Corrected, report.Correction is not null));
        Assert.All(reports.Where(report => report.Fate == Fate.Late), report => Assert.True(report.Published
            > FormCatalog.Default.Deadline(
                report.Content.Year, report.Content.Scope, report.Organ.Kind, report.Organ.Division.Level)!.Date));
    }

    [Fact]
    public void Most_departments_have_no_application_and_some_organ_has_very_many()
    {
        var received = Small.Organs.Where(organ => organ.IsSummed)
            .SelectMany(organ => Enumerable.Range(2021, 5).Select(year => (
                organ.Kind, Number: Small.Truth(organ, year, Scope.Organ)["applications.received_new@total"])))
            .ToList();

        var none = received.Where(one => one.Kind == OrganKind.Department).Average(one => one.Number == 0 ? 1 : 0);
        Assert.InRange(none, 0.45, 0.70);
        Assert.InRange(received.Max(one => one.Number), 100, 20_001);
    }

    private static IEnumerable<CountryReport> All(PlausibleCountry country) => country.Organs.SelectMany(
        organ => Enumerable.Range(CountryPlan.FirstYear, Years).SelectMany(year => country.Reports(organ, year)));
}
