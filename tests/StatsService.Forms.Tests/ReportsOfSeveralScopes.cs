using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>长治 2019: items (五)(六)(八) of table 2 are 市本级, the rest is the whole city.</summary>
public sealed class ReportsOfSeveralScopes
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly ReportContent Report = Changzhi();

    [Fact]
    public void Each_scope_is_a_part_the_reports_own_first()
    {
        var parts = Catalog.Parts(Report);

        Assert.Equal([Scope.Region, Scope.Level], parts.Select(part => part.Scope));
        Assert.All(parts, part => Assert.Equal(2019, part.Year));
        Assert.Equal(
            ["table2: table2.item1 table2.item9", "table3: table3", "table4: table4",
                "table2: table2.item5 table2.item6 table2.item8"],
            parts.SelectMany(part => part.Tables)
                .Select(t => $"{t.Table.Table}: {string.Join(' ', t.Sections.Order(StringComparer.Ordinal))}"));
    }

    [Theory]
    [InlineData("disclosure.normative_documents.issued", Scope.Region)]
    [InlineData("procurement.centralized.projects", Scope.Region)]
    [InlineData("applications.received", Scope.Region)]
    [InlineData("applications.refused", Scope.Region)]
    [InlineData("actions.licensing.decisions", Scope.Level)]
    [InlineData("fees.administrative.items_previous_year", Scope.Level)]
    public void An_item_is_measured_in_its_scope_and_not_reported_in_the_other(string indicator, Scope scope)
    {
        foreach (var part in Catalog.Parts(Report))
        {
            var measured = Catalog.Measure(part, indicator);
            Assert.Equal(part.Scope == scope, measured.Value is not null);
            Assert.Equal(part.Scope != scope, measured.Conditions.Contains(FigureCondition.NotReported));
        }
    }

    [Fact]
    public void A_table_with_a_scope_of_its_own_is_a_part()
    {
        var report = Report with { Tables = [Report.Tables[1], Report.Tables[2] with { Scope = Scope.Organ }] };

        Assert.Equal([Scope.Region, Scope.Organ], Catalog.Parts(report).Select(part => part.Scope));
    }

    [Fact]
    public void A_figure_with_a_scope_of_its_own_is_a_part_and_is_not_compared_with_other_tables()
    {
        var report = Report.State(Sample.Stated("t1", 116, "applications.received") with { Scope = Scope.Level });

        var level = Catalog.Parts(report).First(part => part.Scope == Scope.Level);

        Assert.Equal(["t1"], level.StatedFigures.Select(figure => figure.Id));
        Assert.Empty(Catalog.Check(report, Breaks.City).Findings);
    }

    [Fact]
    public void A_report_without_tables_and_figures_is_one_empty_part()
    {
        var part = Assert.Single(Catalog.Parts(Report with { Tables = [] }));

        Assert.Equal(Scope.Region, part.Scope);
        Assert.Empty(part.Tables);
    }

    private static ReportContent Changzhi()
    {
        var report = Sample.Balanced("2019");
        string[] ownLevel = ["table2.item5", "table2.item6", "table2.item8"];
        return report with
        {
            Tables =
            [
                report.Tables[0] with
                {
                    SectionScopes = [.. ownLevel.Select(id => new SectionScope(id, Scope.Level, "市本级"))],
                },
                .. report.Tables.Skip(1),
            ],
        };
    }
}
