using StatsService.Callers;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>Says what one figure is made of, with the cells, the events behind them, and what is missing.</summary>
internal sealed class ExplainFigure(
    StatisticsRows rows, QueryIndicators indicators, ExplainedDivision divisions, ExplainedOrgan organs,
    FormCatalog catalog)
{
    public static readonly PageLimit Pages = new(100, 1000);

    public async Task<Wire.ExplainFigureResponse> Handle(
        Wire.ExplainFigureRequest request, Caller caller, CancellationToken ct)
    {
        var size = Pages.Of(request.PageSize);
        var asked = new Wire.ExplainFigureRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked, request.Read);
        var selection = One(request.Selection);
        var measure = new MeasureReader(catalog).One(request.Measure, "measure");
        var topic = indicators.Topic([measure]);
        var read = token is null ? request.Read : new() { Position = token.Position.ToString() };
        var found = await rows.Read(
            new(
                new Wire.QueryIndicatorsRequest { Selection = selection, Measures = { measure } }, selection,
                Pages.Most, "", read),
            topic, ct);
        var row = Math.Max(0, found.Rows.Select(one => one.Figures[0].ValueCase).ToList()
            .FindIndex(value => value != Wire.Figure.ValueOneofCase.None));
        var position = Position.Parse(found.Stamp.AsOfPosition)!;
        var explained = new Explained(
            selection, measure, row, position, token is null ? null : WalkPlace.Parse(token.After), size,
            request.ToReports);
        var explanation = selection.Divisions.Count > 0
            ? await divisions.Explain(explained, caller, ct)
            : await organs.Explain(explained, topic, caller, ct);

        var (header, figure) = (found.Rows[row].Header, found.Rows[row].Figures[0]);
        var page = new Page<Wire.Contribution>(size);
        var response = new Wire.ExplainFigureResponse
        {
            Header = header.Clone(),
            Figure = figure.Clone(),
            Explanation = new FigureSentence(catalog, header, figure, explanation).Write(),
            Missing = { explanation.Missing },
            MissingCount = header.Coverage?.MissingCount ?? 0,
            Stamp = found.Stamp,
        };
        var full = explanation.Contributions.FirstOrDefault(one => !page.TryAdd(one.Written)).Written is not null;
        response.Contributions.Add(page.Rows);
        if (full)
        {
            var last = explanation.Contributions[page.Rows.Count - 1].Place;
            response.NextPageToken = new PageToken(position, last.ToString()).Write(asked, request.Read);
        }

        return response;
    }

    /// <summary>One subject and one year; a row without any figure is explained too.</summary>
    private static Wire.Selection One(Wire.Selection? selection)
    {
        if (selection is null)
        {
            throw Refusals.Required("selection");
        }

        if (selection.Boundaries != Wire.Boundaries.Unspecified)
        {
            throw Refusals.InvalidValue(
                "selection.boundaries",
                "selection.boundaries：数字按当年区划说明；请去掉，并逐个说明该行counted_divisions与level_divisions所列区划的数字。",
                "selection.boundaries: figures are explained by the boundaries of their year; leave it out, and have "
                + "those of the row's counted_divisions and level_divisions explained one by one.");
        }

        var field = selection.Divisions.Count + selection.Organs.Count != 1
                ? selection.Divisions.Count > 0 ? "selection.divisions" : "selection.organs"
            : selection.LastYear != 0 && selection.LastYear != selection.FirstYear ? "selection.last_year"
            : selection.Breakdown != Wire.Breakdown.Unspecified ? "selection.breakdown"
            : "";
        return field.Length == 0
            ? new(selection) { SkipEmpty = false }
            : throw Refusals.InvalidValue(
                field,
                $"{field}：一次只说明一个数字，即一个行政区划或一个机关、一个年度，且不用breakdown；请改成一个。",
                $"{field}: one figure is explained at a time, of one division or one organ and one year, without a "
                + "breakdown; leave one.");
    }
}

/// <summary>A figure that is to be explained.</summary>
/// <param name="Row">Which of the rows that the queries give.</param>
/// <param name="After">The last contribution that was given; null: none was.</param>
/// <param name="Size">At most so many contributions.</param>
internal sealed record Explained(
    Wire.Selection Selection, Wire.Measure Measure, int Row, Position Position, WalkPlace? After, int Size,
    bool ToReports);

/// <summary>What explains a figure.</summary>
/// <param name="Contributions">One more than asked for, where there is one more.</param>
/// <param name="ProvedZero">Of parts without a number how many are proved to be 0.</param>
internal sealed record Explanation(
    IReadOnlyList<(WalkPlace Place, Wire.Contribution Written)> Contributions, int ProvedZero,
    IReadOnlyList<Wire.MissingOrgan> Missing);
