using StatsService.Country;
using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.Sample;

namespace StatsService.Forms.Tests;

/// <summary>What reports with the same tables have in common, where chance does not make them the same.</summary>
public sealed class TellingTables
{
    private const string Cell = "applications.carried_out@total";

    private static readonly CopyRules Rules = FormCatalog.Default.Copies;
    private static readonly ReportContent Report = Balanced("2021");

    [Fact]
    public void Forms_and_values_tell_and_not_what_stands_around_them()
    {
        var digest = Rules.DigestOf(Report);
        Assert.NotNull(digest);

        var tables = Report.Tables.Reverse().Select(table => table with { Note = "注", Scope = Scope.Level });
        Assert.Equal(digest, Rules.DigestOf(Report with { Tables = [.. tables], Scope = Scope.Organ }));
        Assert.Equal(digest, Rules.DigestOf(Report.With(
            Cell, Report.Tables[1][Cell] with { Printed = "叁", Span = new SourceSpan(1, 2) })));
        Assert.NotEqual(digest, Rules.DigestOf(Report with { Year = 2022 }));
        Assert.NotEqual(digest, Rules.DigestOf(Report with { Tables = [Report.Tables[1]] }));
        Assert.NotEqual(digest, Rules.DigestOf(Report.Add(Cell, 1)));
        Assert.NotEqual(
            Rules.DigestOf(Report.With(Cell, CellValue.Blank)), Rules.DigestOf(Report.With(Cell, CellValue.Count(0))));
        Assert.NotEqual(Rules.DigestOf(Uncertain(1, 7)), Rules.DigestOf(Uncertain(1, 8)));

        static ReportContent Uncertain(params long[] readings) => Report.With(
            Cell, new CellValue(CellState.Uncertain) { Alternatives = [.. readings.Select(CellValue.Count)] });
    }

    [Theory]
    [InlineData(15, 6, true)]
    [InlineData(14, 6, false)]
    [InlineData(15, 5, false)]
    public void There_are_15_numbers_other_than_0_and_6_different_ones_among_them(int filled, int distinct, bool tells)
    {
        var codes = FormCatalog.Default.Forms["2021"].Table("table3")!.Cells.Select(cell => cell.Code).ToList();
        var cells = codes.Select((code, i) => (code, Value: CellValue.Count(i < filled ? 1 + (i % distinct) : 0)));
        var table = new ReportTable("table3", "2021", cells.ToDictionary(cell => cell.code, cell => cell.Value));

        Assert.Equal(tells, Rules.DigestOf(new(2021, Scope.Organ, [table], [])) is not null);
    }

    [Fact]
    public void In_a_plausible_country_no_two_organs_have_the_same_by_chance()
    {
        var country = new PlausibleCountry(CountryPlan.Small with { Spoilt = 0 }); // nobody copies
        var reports =
            from organ in country.Organs
            from year in Enumerable.Range(2019, 6)
            from report in country.Reports(organ, year)
            let digest = Rules.DigestOf(report.Correction ?? report.Content)
            where digest is not null
            select (organ.Id, Digest: digest.Value);
        var digests = reports.GroupBy(report => report.Digest, report => report.Id).ToList();

        Assert.InRange(digests.Count, 100, int.MaxValue);
        Assert.All(digests, organs => Assert.Single(organs.Distinct(StringComparer.Ordinal)));
    }
}
