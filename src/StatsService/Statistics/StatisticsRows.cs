using System.Runtime.CompilerServices;
using Google.Protobuf;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Requests;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>A request for rows, as all queries have it.</summary>
/// <param name="Asked">The request without its page and read point: what a page token is bound to.</param>
internal sealed record RowRequest(
    IMessage Asked, Wire.Selection? Selection, int PageSize, string PageToken, Wire.ReadPoint? Read);

/// <summary>A page of rows.</summary>
internal sealed record RowPage<TRow>(IReadOnlyList<TRow> Rows, string NextPageToken, Wire.AnswerStamp Stamp);

/// <summary>Makes the rows of one organ.</summary>
/// <param name="reports">Its reports, those of the year before the first included.</param>
/// <param name="after">The last row of this organ that was given, if any was.</param>
internal delegate IEnumerable<(RowPlace Place, TRow Row)> RowMaker<TRow>(
    Organ organ, IEnumerable<ReportAt> reports, RowPlace? after);

/// <summary>
/// Reads rows: those of organs, organ by organ, as the log stood at one point, and no further than the page.
/// </summary>
internal sealed class StatisticsRows(
    ReportQuery reports, Subjects subjects, LogPoints log, FormCatalog catalog, DivisionStatistics divisions)
{
    public static readonly PageLimit Pages = new(100, 1000);

    /// <summary>Organ-years read at once.</summary>
    private const int AtOnce = 100;

    public Task<RowPage<TRow>> Read<TRow>(RowRequest request, StatisticsTopic<TRow> topic, CancellationToken ct)
        where TRow : IMessage<TRow> => request.Selection?.Divisions.Count > 0
        ? divisions.Read(request, Pages.Of(request.PageSize), topic, ct)
        : Read<TRow>(
            request,
            (asked, histories) => new OrganRows<TRow>(
                asked, new(catalog, topic, asked.TablesOnly), new(new(catalog), topic.Indicators, histories)).Make,
            ct);

    /// <summary>Rows of organs.</summary>
    /// <param name="maker">Makes the rows of what is asked for, given the id of the log's history too.</param>
    public async Task<RowPage<TRow>> Read<TRow>(
        RowRequest request, Func<OrganYears, Histories, RowMaker<TRow>> maker, CancellationToken ct)
        where TRow : IMessage<TRow>
    {
        var size = Pages.Of(request.PageSize);
        var selection = request.Selection ?? throw Refusals.Required("selection");
        var token = PageToken.Read(request.PageToken, request.Asked, request.Read);
        var after = token is null ? null : RowPlace.Parse(token.After);
        var asked = await OrganYears.Read(selection, subjects, ct);
        var point = token is null ? await log.Resolve(request.Read, ct) : await log.At(token.Position, ct);

        var page = new Page<TRow>(size);
        var next = "";
        RowPlace? last = null;
        await foreach (var (place, row) in Rows(asked, maker(asked, point.Histories), point, after, ct))
        {
            if (!page.TryAdd(row))
            {
                next = new PageToken(point.Position, last!.ToString()).Write(request.Asked, request.Read);
                break;
            }

            last = place;
        }

        return new(page.Rows, next, log.Stamp(point));
    }

    private async IAsyncEnumerable<(RowPlace Place, TRow Row)> Rows<TRow>(
        OrganYears asked, RowMaker<TRow> make, LogPoint point, RowPlace? after,
        [EnumeratorCancellation] CancellationToken ct)
        where TRow : IMessage<TRow>
    {
        var chunk = Math.Max(1, AtOnce / (asked.LastYear - asked.FirstYear + 1));
        foreach (var ids in asked.Organs.SkipWhile(id => after is not null && id != after.Organ).Chunk(chunk))
        {
            var organs = await subjects.AsOf(ids, point.Number, ct);
            var filed = await Reports(ids, asked, point.Number, ct);
            foreach (var id in ids)
            {
                foreach (var row in make(organs[id], filed[id], id == after?.Organ ? after : null))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>What some organs have on file, from the year before on: the first row continues a series too.</summary>
    private async Task<ILookup<string, ReportAt>> Reports(
        IReadOnlyList<string> organs, OrganYears asked, long number, CancellationToken ct)
    {
        var selection = new ReportSelection(
            organs, [], asked.FirstYear - 1, asked.LastYear, Scope.Unspecified, "", [], FindingStrength.Unspecified);
        return (await reports.Read(selection, number, "", int.MaxValue, ct))
            .ToLookup(at => at.Report.Organ, StringComparer.Ordinal);
    }
}
