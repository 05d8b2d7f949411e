using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Divisions;

/// <summary>The heads of the rows of divisions.</summary>
/// <param name="indicators">What the rows hold.</param>
internal sealed class DivisionHeaders(FormCatalog catalog, IReadOnlyList<string> indicators)
{
    private readonly List<Slot> _slots =
        [.. indicators.Select(name => catalog.Slots.Find(name)).OfType<Slot>()];

    /// <param name="levelOnly">Whether only what belongs to the level itself is asked for.</param>
    public Wire.FigureHeader Of(bool levelOnly, Country country, string division, int year, BasisFigures figures)
    {
        var sums = figures.Sums;
        var topics = Topics.In(figures.Topics & sums.Covered).ToList();
        var header = new Wire.FigureHeader
        {
            Division = Registry.Division.Prefix + division,
            Title = country.Tree.Find(division)!.TitleIn(year),
            Year = year,
            Scope = levelOnly ? Wire.Scope.Level
                : figures.Basis == Wire.Basis.Vertical ? Wire.Scope.Organ : Wire.Scope.Region,
            Basis = figures.Basis,
            Coverage = Coverage(figures),
        };
        if (topics.Count > 0)
        {
            header.Forms.Add(Forms(figures).Select(form => "forms/" + form));
            header.Origin = Origin(sums, topics);
            header.Quality = Quality(sums, topics);
        }

        return header;
    }

    /// <summary>The forms of the tables that were added up.</summary>
    public static IReadOnlyList<string> Forms(BasisFigures figures) =>
    [
        .. Topics.In(figures.Topics).SelectMany(topic => figures.Sums.Forms(topic)).Select(form => form.Form)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Of the least covered of the topics that reports say something on; where none does, of any.</summary>
    public static Wire.Coverage Coverage(BasisFigures figures) =>
        figures.Topics == 0 ? new() : Coverage(figures.Sums, LeastCovered(figures));

    /// <summary>The number of that topic.</summary>
    public static int LeastCovered(BasisFigures figures)
    {
        var covered = figures.Topics & figures.Sums.Covered;
        return Topics.In(covered == 0 ? figures.Topics : covered)
            .MinBy(topic => Share(Coverage(figures.Sums, topic)));
    }

    private static Wire.Coverage Coverage(FigureSums sums, int topic) => new()
    {
        ExpectedCount = sums.Count(topic, TopicCount.Expected),
        ReportedCount = sums.Count(topic, TopicCount.Reported),
        MissingCount = sums.Count(topic, TopicCount.Expected) - sums.Count(topic, TopicCount.Reported),
        UnknownScopeCount = sums.Count(topic, TopicCount.UnknownScope),
        CopyCount = sums.Count(topic, TopicCount.Copies),
    };

    /// <summary>Which share of the reports expected is on file; nothing is expected: all of it.</summary>
    public static double Share(Wire.Coverage coverage) =>
        coverage.ExpectedCount == 0 ? 1 : (double)coverage.ReportedCount / coverage.ExpectedCount;

    private Wire.Origin Origin(FigureSums sums, List<int> topics) =>
        (topics.Exists(topic => sums.Forms(topic).Any()), InText(sums, topics)) switch
        {
            (true, true) => Wire.Origin.Mixed,
            (true, false) => Wire.Origin.Table,
            _ => Wire.Origin.Text,
        };

    private bool InText(FigureSums sums, List<int> topics) => _slots.Exists(
        slot => topics.Contains(slot.Topic) && sums[slot].Count(FigureMarks.StatedInText) > 0);

    private static Wire.Quality Quality(FigureSums sums, List<int> topics)
    {
        var quality = new Wire.Quality
        {
            ErrorCount = topics.Sum(topic => sums.Count(topic, TopicCount.Errors)),
            WarningCount = topics.Sum(topic => sums.Count(topic, TopicCount.Warnings)),
            InfoCount = topics.Sum(topic => sums.Count(topic, TopicCount.Infos)),
            ConfirmedCount = topics.Sum(topic => sums.Count(topic, TopicCount.Confirmed)),
        };
        quality.Grade = quality switch
        {
            { ErrorCount: > 0 } => Wire.QualityGrade.Error,
            { WarningCount: > 0 } => Wire.QualityGrade.Warning,
            { ConfirmedCount: > 0 } => Wire.QualityGrade.Confirmed,
            _ => Wire.QualityGrade.Passed,
        };
        return quality;
    }
}
