using System.Runtime.CompilerServices;
using Google.Protobuf;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Requests;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>
/// Reads what a filter holds as of a number of the log, by name: divisions, organs, reports. However much it is, no
/// more than a part is in memory, beside the registry.
/// </summary>
internal sealed class SnapshotParts(
    CountryReader countries, EventStreams streams, ReportQuery reports, Visibilities visibilities)
{
    /// <summary>Resources of a part, at most.</summary>
    public const int Most = 200;

    /// <param name="after">The name of the last one that was sent; empty: none.</param>
    /// <returns>Parts, each with the name of its last resource and how many it has.</returns>
    public async IAsyncEnumerable<(Wire.GetSnapshotResponse Part, string Last, int Rows)> After(
        string after, FeedRequest wanted, LogPoint point, [EnumeratorCancellation] CancellationToken ct)
    {
        var country = await countries.At(point.Number, ct);
        var inOrder = country.Tree.All.Where(division => wanted.Filter.HoldsPath(division.Path)).ToList();
        var isReport = ReportName.Parse(after) is not null;
        if (!isReport && !FeedStates.IsOrgan(after))
        {
            var divisions = inOrder.OrderBy(division => division.Id, StringComparer.Ordinal)
                .Where(division => string.CompareOrdinal(division.Id, after) > 0);
            foreach (var some in divisions.Chunk(Most))
            {
                var rows = some.Select(division => RegistryPresenter.Present(division));
                foreach (var part in Parts(rows, row => row.Name, part => part.Divisions))
                {
                    yield return part;
                }
            }
        }

        if (!isReport)
        {
            var organs = inOrder.SelectMany(division => country.OrgansOf(division.Code))
                .Select(organ => Organ.Prefix + organ.Code)
                .Where(organ => !FeedStates.IsOrgan(after) || string.CompareOrdinal(organ, after) > 0)
                .Order(StringComparer.Ordinal);
            foreach (var some in organs.Chunk(Most))
            {
                var events = await streams.Events(some, point.Number, ct);
                var known = some.Select(organ => EventStreams.Fold<Organ>(organ, events[organ])!);
                foreach (var part in Parts(known.Select(RegistryPresenter.Present), o => o.Name, p => p.Organs))
                {
                    yield return part;
                }
            }
        }

        await foreach (var some in Reports(isReport ? after : "", wanted, point, ct))
        {
            foreach (var part in Parts(some, report => report.Name, part => part.Reports))
            {
                yield return part;
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Wire.Report>> Reports(
        string after, FeedRequest wanted, LogPoint point, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = wanted.Filter;
        var selection = new ReportSelection(
            [], filter.Divisions, filter.FirstYear, filter.LastYear, Scope.Unspecified, Form: "", [],
            FindingStrength.Unspecified);
        IReadOnlyList<ReportAt> read;
        do
        {
            read = await reports.Read(selection, point.Number, after, Most, ct);
            var held = read.Where(at => filter.HoldsForms(at.Report.Stored)).ToList();
            var seen = await visibilities.Of(held, wanted.Caller, ct);
            yield return
            [
                .. held.Zip(seen, (at, visibility) =>
                    wanted.IsFull ? ReportPresenter.Contents(at, visibility, point.Histories)
                        : ReportPresenter.Head(at, visibility, point.Histories)),
            ];
            after = read.Count > 0 ? read[^1].Report.Id : after;
        }
        while (read.Count == Most);
    }

    private static IEnumerable<(Wire.GetSnapshotResponse Part, string Last, int Rows)> Parts<T>(
        IEnumerable<T> rows, Func<T, string> name,
        Func<Wire.GetSnapshotResponse, Google.Protobuf.Collections.RepeatedField<T>> place)
        where T : IMessage
    {
        var page = new Page<T>(Most);
        foreach (var row in rows)
        {
            if (!page.TryAdd(row))
            {
                yield return Part();
                page = new(Most);
                page.TryAdd(row);
            }
        }

        if (page.Rows.Count > 0)
        {
            yield return Part();
        }

        (Wire.GetSnapshotResponse, string, int) Part()
        {
            var part = new Wire.GetSnapshotResponse();
            place(part).Add(page.Rows);
            return (part, name(page.Rows[^1]), page.Rows.Count);
        }
    }
}
