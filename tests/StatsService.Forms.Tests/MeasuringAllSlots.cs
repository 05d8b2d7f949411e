using FsCheck.Xunit;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>All slots at once say what each indicator, asked for by itself, says.</summary>
public sealed class MeasuringAllSlots
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    [Property(MaxTest = 150)]
    public void Of_any_report_they_are_what_each_indicator_measures(int seed, bool tablesOnly) =>
        Assert.Empty(Different(AnyReports.Make(seed), tablesOnly));

    [Theory]
    [InlineData("2014")]
    [InlineData("2014-beijing")]
    [InlineData("2019")]
    [InlineData("2019-hubei")]
    [InlineData("2021")]
    public void Of_a_balanced_report_they_are_what_each_indicator_measures(string form) =>
        Assert.Empty(Different(Sample.Balanced(form), tablesOnly: false));

    [Fact]
    public void Of_the_five_samples_they_are_what_each_indicator_measures() =>
        Assert.Empty(Truth.Samples().SelectMany(sample => Different(Truth.Report(sample.Content), tablesOnly: false)));

    [Fact]
    public void A_report_without_anything_says_why_it_has_nothing() => Assert.Empty(
        new[] { 2011, 2016, 2019, 2024 }
            .SelectMany(year => Different(new(year, Scope.Organ, [], []), tablesOnly: false)));

    [Fact]
    public void Any_report_is_sometimes_each_condition_and_each_mark()
    {
        var figures = Enumerable.Range(1, 200).SelectMany(seed => Catalog.Parts(AnyReports.Make(seed)))
            .SelectMany(part => Catalog.MeasureAll(part, new HashSet<string>(["t1"])).Figures.ToArray()).ToList();

        Assert.Equal(8, figures.Select(figure => figure.Gap).Distinct().Count());
        Assert.Equal(
            Enum.GetValues<FigureMarks>().Aggregate((all, mark) => all | mark),
            figures.Aggregate(FigureMarks.None, (all, figure) => all | figure.Marks));
    }

    [Fact]
    public void A_figure_is_disputed_if_it_has_a_number_and_one_of_its_cells_is_without_one_too()
    {
        const string Secret = "applications.outcome.not_disclosed.state_secret@total";
        var report = Sample.Balanced("2021").With(Secret, CellValue.Blank);
        var figures = Catalog.MeasureAll(Assert.Single(Catalog.Parts(report)), new HashSet<string>([Secret]));
        bool IsDisputed(string indicator) =>
            figures[Catalog.Slots.Find(indicator)!].Conditions.Contains(FigureCondition.Disputed);

        Assert.True(IsDisputed("applications.refused"));
        Assert.False(IsDisputed("applications.refused.state_secret"));
        Assert.False(IsDisputed("applications.refused.prohibited_by_law"));
    }

    [Fact]
    public void A_part_names_the_topics_of_its_tables_and_their_forms()
    {
        var report = new ReportContent(
            2023, Scope.Organ, [Sample.Balanced("2021").Tables[0], Sample.Balanced("2019").Tables[1]], []);

        var forms = Catalog.MeasureAll(Assert.Single(Catalog.Parts(report))).Forms
            .Select(pair => $"{Catalog.Slots.Topics[pair.Topic].Id} {Catalog.Forms.Keys.ElementAt(pair.Form)}");

        Assert.Equal(
            ["applications 2019", "coercion 2021", "fees 2021", "licensing 2021", "normative_documents 2021",
                "penalties 2021", "regulations 2021"],
            forms.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Different(ReportContent report, bool tablesOnly)
    {
        var disputed = AnyReports.Disputed(report);
        foreach (var part in Catalog.Parts(report))
        {
            var vector = Catalog.MeasureAll(part, disputed, tablesOnly);
            foreach (var slot in Catalog.Slots.All)
            {
                var one = Catalog.Measure(part, slot.Indicator.Name, slot.Applicant, tablesOnly);
                var marks = one.Value is not null && one.Cells.Any(disputed.Contains)
                    ? [.. one.Conditions.Append(FigureCondition.Disputed).Order()]
                    : one.Conditions;
                var (expected, actual) = (Said(one.Value, marks), Said(vector[slot]));
                if (expected != actual)
                {
                    yield return $"{slot.Indicator.Name} {slot.Applicant}: {expected}, not {actual}";
                }
            }
        }
    }

    private static string Said(SlotFigure figure) => Said(figure.HasNumber ? figure.Value : null, figure.Conditions);

    private static string Said(decimal? value, IEnumerable<FigureCondition> conditions) =>
        $"{value} {string.Join(' ', conditions)}";
}
