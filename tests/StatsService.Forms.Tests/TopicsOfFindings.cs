using System.Numerics;
using FsCheck.Xunit;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>Which topics of a report a finding touches.</summary>
public sealed class TopicsOfFindings
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    [Theory]
    [InlineData("reviews.total", "reconsideration litigation")]
    [InlineData("applications.outcome.total@total", "applications")]
    public void It_touches_all_that_the_section_of_its_cells_measures(string broken, string touched) =>
        Assert.Equal(touched.Split(' ').Order(), Touched(Sample.Balanced("2021").Add(broken, 1)));

    [Fact]
    public void A_section_of_another_scope_is_touched_in_its_own_part_only()
    {
        var report = Sample.Balanced("2019").Add("disclosure.normative_documents.newly_published", 9);
        report = report with
        {
            Tables = [.. report.Tables.Select(table => table.Table == "table2"
                ? table with { SectionScopes = [new("table2.item1", Scope.Organ)] }
                : table)],
        };

        Assert.Empty(Touched(report, Scope.Region));
        Assert.Equal(["normative_documents", "regulations"], Touched(report, Scope.Organ));
    }

    [Fact]
    public void A_stated_figure_touches_what_it_is_counted_for_a_crosswalk_too()
    {
        var report = new ReportContent(2016, Scope.Region, [],
        [
            Sample.Stated("t1", 15, "replies.agreed"),
            Sample.Stated("t2", 9, "replies.partially_agreed") with { PartOf = "t1" },
        ]);

        Assert.Equal(["applications", "replies"], Touched(report));
        Assert.Equal(["applications", "replies"], InSentences(report));

        var ofTheYearBefore = report.StatedFigures.Select(figure => figure with { Year = 2015 });
        Assert.Empty(Touched(report with { StatedFigures = [.. ofTheYearBefore] }));
    }

    [Fact]
    public void A_finding_on_the_form_itself_touches_no_figure() =>
        Assert.Empty(Touched(Sample.Balanced("2021") with { Year = 2015 }));

    [Property(MaxTest = 150)]
    public void It_touches_every_topic_with_a_figure_made_of_its_cells(int seed)
    {
        var report = AnyReports.Make(seed);
        foreach (var part in Catalog.Parts(report))
        {
            foreach (var finding in Catalog.Check(report, CheckContext.Unknown).Findings)
            {
                var cells = finding.Cells.Select(cell => cell.Cell).ToHashSet();
                var touched = Catalog.TopicsOf(part, finding);
                var disputed = Catalog.MeasureAll(part, cells);
                Assert.All(
                    Catalog.Slots.All.Where(slot => disputed[slot].Marks.HasFlag(FigureMarks.Disputed)),
                    slot => Assert.NotEqual(0UL, touched & (1UL << slot.Topic)));
            }
        }
    }

    [Property(MaxTest = 60)]
    public void A_part_covers_in_sentences_the_topics_of_its_stated_figures_that_no_table_covers(int seed)
    {
        foreach (var part in Catalog.Parts(AnyReports.Make(seed)))
        {
            var tables = Catalog.MeasureAll(part).Forms.Select(form => form.Topic);
            var stated = Catalog.Slots.All
                .Where(slot => Catalog.Measure(part, slot.Indicator.Name, slot.Applicant) is { Value: not null } one
                    && one.Conditions.Contains(FigureCondition.StatedInText))
                .Select(slot => slot.Topic).Distinct();
            Assert.Equal(stated.Except(tables).Order(), Catalog.MeasureAll(part).Sentences.Order());
            Assert.Empty(Catalog.MeasureAll(part, tablesOnly: true).Sentences);
        }
    }

    private static List<string> Touched(ReportContent report, Scope scope = Scope.Region)
    {
        var part = Catalog.Parts(report).Single(part => part.Scope == scope);
        var findings = Catalog.Check(report, CheckContext.Unknown).Findings;
        Assert.NotEmpty(findings);
        return Names(findings.Aggregate(0UL, (topics, finding) => topics | Catalog.TopicsOf(part, finding)));
    }

    private static List<string> InSentences(ReportContent report) =>
        Names(Catalog.MeasureAll(Catalog.Parts(report)[0]).Sentences.Aggregate(0UL, (all, one) => all | (1UL << one)));

    private static List<string> Names(ulong topics)
    {
        var names = new List<string>();
        for (; topics != 0; topics &= topics - 1)
        {
            names.Add(Catalog.Slots.Topics[BitOperations.TrailingZeroCount(topics)].Id);
        }

        return names;
    }
}
