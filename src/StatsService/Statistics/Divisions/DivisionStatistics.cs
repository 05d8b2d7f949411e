using Google.Protobuf;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Requests;
using StatsService.RollUp;

namespace StatsService.Statistics.Divisions;

/// <summary>
/// Reads the rows of divisions, as the roll-up stood at one point of the log, and no further than the page.
/// </summary>
internal sealed class DivisionStatistics(
    RollUpPoints points, NodeReader nodes, CountryReader countries, OrganDirectory directory, LogPoints log,
    PublishedRevisions revisions, RollUpAnswers answers, FormCatalog catalog)
{
    /// <summary>Divisions and years read at once.</summary>
    private const int AtOnce = 200;

    /// <summary>
    /// What is answered again and again at one point is made once. How that point was asked for is part of the
    /// question: the token of the next page is bound to it.
    /// </summary>
    public async Task<RowPage<TRow>> Read<TRow>(
        RowRequest request, int size, StatisticsTopic<TRow> topic, CancellationToken ct)
        where TRow : IMessage<TRow>
    {
        var token = PageToken.Read(request.PageToken, request.Asked, request.Read);
        var point = token is null ? await points.Resolve(request.Read, ct) : await points.At(token.Position, ct);
        return await answers.Get(
            request.Asked, $"{size} {request.PageToken} {request.Read}", point,
            () => Read(request, size, token, point, topic, ct),
            page => page.Rows.Sum(row => row.CalculateSize()));
    }

    private async Task<RowPage<TRow>> Read<TRow>(
        RowRequest request, int size, PageToken? token, RollUpPoint point, StatisticsTopic<TRow> topic,
        CancellationToken ct)
        where TRow : IMessage<TRow>
    {
        var after = token is null ? null : RowPlace.Parse(token.After);
        var country = await countries.At(point.Log.Number, ct);
        var asked = await DivisionYears.Read(request.Selection!, country, directory, ct);
        var rows = new DivisionRows<TRow>(catalog, asked, topic, country);
        var wanted = new AskedNodes(catalog, asked, country, topic.Slots);
        var page = new Page<TRow>(size);
        RowPlace? last = null;
        var next = "";
        var subjects = asked.Subjects(country)
            .SkipWhile(subject => after is not null && subject != (after.Organ, after.Year));
        foreach (var chunk in subjects.Chunk(Math.Min(AtOnce, size + 1)))
        {
            foreach (var (place, row) in await Rows(wanted, chunk, rows, point, topic.Slots, ct))
            {
                if (after is not null && place.IsOf(after) && place.Row <= after.Row)
                {
                    continue;
                }

                if (!page.TryAdd(row))
                {
                    next = new PageToken(point.Log.Position, last!.ToString()).Write(request.Asked, request.Read);
                    break;
                }

                last = place;
            }

            if (next.Length > 0)
            {
                break;
            }
        }

        await revisions.Write(page.Rows, country, ct);
        return new(page.Rows, next, log.Stamp(point.Log));
    }

    private async Task<List<(RowPlace Place, TRow Row)>> Rows<TRow>(
        AskedNodes wanted, IReadOnlyList<(string Division, int Year)> subjects, DivisionRows<TRow> rows,
        RollUpPoint point, SlotPick only, CancellationToken ct)
        where TRow : IMessage<TRow>
    {
        var keys = subjects.SelectMany(subject => new[] { subject.Year - 1, subject.Year }
            .SelectMany(year => wanted.Keys(subject.Division, year))).Distinct().ToList();
        var found = await nodes.At(point.Generation, point.Log.Number, keys, ct, only);
        return
        [
            .. subjects.SelectMany(subject => rows
                .Make(
                    wanted.At(subject.Division, subject.Year, found),
                    wanted.At(subject.Division, subject.Year - 1, found))
                .Select((row, i) => (new RowPlace(subject.Division, subject.Year, i), row))),
        ];
    }
}
