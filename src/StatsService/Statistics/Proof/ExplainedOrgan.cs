using StatsService.Callers;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>Explains a figure of an organ: one report states it.</summary>
internal sealed class ExplainedOrgan(
    Subjects subjects, OrganReports reports, Visibilities visibilities, FormCatalog catalog, HistoryWatch watch)
{
    public async Task<Explanation> Explain(
        Explained asked, StatisticsTopic<Wire.IndicatorsRow> topic, Caller caller, CancellationToken ct)
    {
        var years = await OrganYears.Read(asked.Selection, subjects, ct);
        var (id, year) = (years.Organs[0], years.FirstYear);
        var read = (await reports.At(asked.Position.Number, year, [id], ct))[id]
            .Where(stated => stated.At.Report.State != Wire.ReportState.Withdrawn).ToList();
        var rows = new TopicRows<Wire.IndicatorsRow>(catalog, topic, years.TablesOnly)
            .Stated(read.Select(stated => stated.At))
            .Where(row => years.Scope == Scope.Unspecified || row.Part!.Part.Scope == years.Scope).ToList();
        if (rows.Count == 0 || asked.After is not null)
        {
            return new([], 0, []);
        }

        var (row, part) = (rows[asked.Row].Row, rows[asked.Row].Part!);
        var organ = (await subjects.AsOf([id], asked.Position.Number, ct))[id];
        var headers = new RowHeaders(new(catalog), topic.Indicators, watch.Current);
        var cells = Measures.Indicators(asked.Measure).SelectMany(name => catalog.Measure(
            part.Part, name, (ApplicantKind)asked.Measure.Applicant, years.TablesOnly).Cells).ToList();
        var contribution = new ContributionWriter(catalog, asked.Measure, watch.Current).Stated(
            new() { Header = headers.Stated(organ, year, part, rows[asked.Row].Use, []), Figure = row.Figures[0] },
            part, cells, read.First(stated => stated.At == part.At).Statement,
            await visibilities.Of(part.At, caller, ct));
        return new(
            [(new("", id, 0), contribution)], contribution.Cells.Count(cell => cell.ProvedZero), []);
    }
}
