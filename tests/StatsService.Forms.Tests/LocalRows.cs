using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>
/// Local rows that a table does not print. They may have been lost or may never have been there: nothing is taken for
/// 0, and nobody is blamed for a row that is not there.
/// </summary>
public sealed class LocalRows
{
    private const string KeyAreasSum = "2014-beijing.key_areas.sum";

    [Fact]
    public void A_total_without_its_breakdown_is_not_spoken_of()
    {
        var result = Check(KeyAreas(("total", 2143)));

        Assert.Empty(result.Findings);
        Assert.Empty(result.NotAssessable);
    }

    [Theory]
    [InlineData(60, 40, "holds")] // they add up: there was no other row
    [InlineData(60, 30, "open")] // the others may make up for it
    [InlineData(60, 50, "broken")] // they are more already
    public void A_row_that_is_not_printed_may_be_any_number_from_0(int audit, int bidding, string verdict)
    {
        var result = Check(KeyAreas(("total", 100), ("audit", audit), ("bidding", bidding)));

        Assert.Equal(verdict is "broken" ? [KeyAreasSum] : [], result.Findings.Select(finding => finding.Id));
        Assert.Equal(verdict is "open" ? [KeyAreasSum] : [], result.NotAssessable);
    }

    [Fact]
    public void Neither_is_a_breakdown_without_its_total()
    {
        var result = Check(KeyAreas(("audit", 60)));

        Assert.Empty(result.Findings);
        Assert.Empty(result.NotAssessable);
    }

    [Fact]
    public void A_row_of_which_a_cell_was_lost_is_not_assessed()
    {
        var table = new ReportTable("table2", "2019", new Dictionary<string, CellValue>
        {
            ["actions.other_external.levy.items_change"] = CellValue.Count(-6),
        });

        var result = Check(new(2019, Scope.Level, [table], []));

        Assert.Empty(result.Findings);
        Assert.Equal(["2019.table2.items@actions.other_external.levy"], result.NotAssessable);
    }

    [Fact]
    public void A_blank_row_is_a_printed_one()
    {
        var report = KeyAreas(("total", 100), ("audit", 100));

        var result = Check(report.With("f2014.proactive.key_areas.bidding", CellValue.Blank));

        Assert.Empty(result.Findings);
        Assert.Equal([KeyAreasSum], result.NotAssessable);
    }

    /// <summary>The table of Beijing with these rows of its block on key areas.</summary>
    private static ReportContent KeyAreas(params (string Area, int Count)[] rows) => new(
        2018, Scope.Region,
        [new("table1", "2014-beijing", rows.ToDictionary(
            row => "f2014.proactive.key_areas." + row.Area, row => CellValue.Count(row.Count)))],
        []);

    private static CheckResult Check(ReportContent report) => FormCatalog.Default.Check(report, Breaks.City);
}
