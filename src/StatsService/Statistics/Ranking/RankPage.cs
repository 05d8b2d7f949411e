using System.Globalization;
using Google.Protobuf;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Ranking;

/// <summary>
/// A page of a ranking. At one point of the log the order is always the same: a token holds how many came.
/// </summary>
internal sealed record RankPage(IReadOnlyList<Wire.RankRow> Rows, string NextPageToken)
{
    public static readonly PageLimit Limit = new(50, 1000);

    /// <param name="asked">The request without its page and read point.</param>
    /// <param name="rows">Makes the rows of some places.</param>
    public static async Task<RankPage> Of(
        Ranking ranking, int size, PageToken? token, IMessage asked, Wire.ReadPoint? read, Position position,
        Func<IReadOnlyList<RankPlace>, Task<IReadOnlyList<Wire.RankRow>>> rows)
    {
        var first = token is null ? 0 : Parse(token.After);
        var page = new Page<Wire.RankRow>(size);
        _ = (await rows([.. ranking.Places.Skip(first).Take(size)])).TakeWhile(page.TryAdd).Count();
        var next = first + page.Rows.Count;
        return new(page.Rows, next < ranking.Places.Count
            ? new PageToken(position, next.ToString(CultureInfo.InvariantCulture)).Write(asked, read)
            : "");
    }

    public static Wire.RankRow Row(RankPlace place, Wire.FigureHeader header, Wire.Figure figure)
    {
        var row = new Wire.RankRow
        {
            Tied = place.Tied,
            UnrankedReason = place.Candidate.Reason,
            Header = header,
            Figure = figure,
        };
        if (place.Rank is { } rank)
        {
            row.Rank = rank;
        }

        return row;
    }

    private static int Parse(string after) =>
        int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? first
            : throw Refusals.PageTokenMismatch();
}
