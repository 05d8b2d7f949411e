using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>Contributions as the API tells them.</summary>
/// <param name="histories">The histories of the log.</param>
internal sealed class ContributionWriter(FormCatalog catalog, Wire.Measure measure, Histories histories)
{
    private const int MaxFindings = 20;

    private readonly IReadOnlyList<string> _indicators = Measures.Indicators(measure);

    public Wire.Contribution Write(DivisionContributor from, DivisionYears asked, Country country) => new()
    {
        Header = new DivisionHeaders(catalog, _indicators).Of(
            levelOnly: false, country, from.Place.Division, asked.FirstYear, from.Figures),
        Figure = Figure(from.Figures.Sums, from.Figures.Topics),
    };

    public Wire.Contribution Write(ReportContributor from, Organ organ, int year, Visibility visibility)
    {
        var use = new PartFigures(catalog, from.Given.Part, tablesOnly: false);
        var cells = _indicators
            .SelectMany(name => use.Measure(name, (ApplicantKind)measure.Applicant).Cells).ToList();
        var headers = new RowHeaders(new(catalog), _indicators, histories);
        return Stated(
            new()
            {
                Header = headers.Stated(organ, year, from.Given.Part, use.Use(), []),
                Figure = Figure(from.Given.Sums, from.Topics),
                NotCounted = from.IsCopy,
            },
            from.Given.Part, cells, from.Report.Statement, visibility);
    }

    /// <summary>Adds what a report shows of it.</summary>
    /// <param name="cells">Their codes, and ids of stated figures.</param>
    public Wire.Contribution Stated(
        Wire.Contribution contribution, CountingPart part, IReadOnlyCollection<string> cells, LoggedEvent statement,
        Visibility visibility)
    {
        contribution.Event = EventPresenter.Present(
            statement.Data.Meta(), EventChain.Hash(statement.Data), histories, statement.Number, restricted: false);
        if (visibility == Visibility.Withdrawn)
        {
            return contribution;
        }

        contribution.Cells.Add(FigureCells.Of(part.Part, cells, catalog));
        var touched = contribution.Cells.Select(cell => (cell.Table, cell.Cell)).ToHashSet();
        contribution.Findings.Add(part.At.Report.Check.Findings
            .Where(finding => !part.At.Report.IsConfirmed(finding)
                && finding.Cells.Any(cell => touched.Contains((cell.Table, cell.Cell))))
            .OrderByDescending(finding => finding.Strength).Take(MaxFindings).Select(WireFindings.Write));
        return contribution;
    }

    /// <summary>Of a rate each side that there is, for both add up by themselves.</summary>
    private Wire.Figure Figure(FigureSums sums, ulong topics)
    {
        var figures = new SumFigures(catalog, sums, topics, ofNation: false);
        var figure = IndicatorFigures.Measure(figures, catalog, measure);
        if (measure.Denominator.Length > 0)
        {
            var rate = figure.Rate ?? new();
            if (Side(measure.Indicator) is { } numerator)
            {
                rate.Numerator = numerator;
            }

            if (Side(measure.Denominator) is { } denominator)
            {
                rate.Denominator = denominator;
            }

            figure.Rate = rate.HasNumerator || rate.HasDenominator ? rate : null;
        }

        return figure;

        long? Side(string indicator) => (long?)figures.Measure(indicator, (ApplicantKind)measure.Applicant).Value;
    }
}
