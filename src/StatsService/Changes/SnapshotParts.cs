using System.Runtime.CompilerServices;
using Google.Protobuf;
using StatsService.Canonical;
using StatsService.Encoded;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>
/// Reads what a filter holds as of a number of the log, by name: divisions, organs, reports. However much it is, no
/// more than a part is in memory, beside the registry.
/// </summary>
internal sealed class SnapshotParts(
    CountryReader countries, EventStreams streams, ReportQuery reports, ReportCounts counts,
    Visibilities visibilities)
{
    /// <summary>Resources of a part, at most.</summary>
    public const int Most = 200;

    /// <param name="after">The name of the last one that was sent; empty: none.</param>
    /// <returns>Parts, each with the name of its last resource.</returns>
    public async IAsyncEnumerable<(EncodedPage Part, string Last)> After(
        string after, FeedRequest wanted, LogPoint point, [EnumeratorCancellation] CancellationToken ct)
    {
        var country = await countries.At(point.Number, ct);
        var inOrder = Divisions(country, wanted.Filter).ToList();
        var isReport = ReportName.Parse(after) is not null;
        if (!isReport && !FeedStates.IsOrgan(after))
        {
            var divisions = inOrder.OrderBy(division => division.Id, StringComparer.Ordinal)
                .Where(division => string.CompareOrdinal(division.Id, after) > 0);
            foreach (var some in divisions.Chunk(Most))
            {
                var rows = some.Select(division => Row.Of(division.Id, RegistryPresenter.Present(division)));
                foreach (var part in Parts(rows, Wire.GetSnapshotResponse.DivisionsFieldNumber))
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
                var rows = some.Select(organ => Row.Of(
                    organ, RegistryPresenter.Present(EventStreams.Fold<Organ>(organ, events[organ])!)));
                foreach (var part in Parts(rows, Wire.GetSnapshotResponse.OrgansFieldNumber))
                {
                    yield return part;
                }
            }
        }

        await foreach (var some in Reports(isReport ? after : "", wanted, point, ct))
        {
            foreach (var part in Parts(some, Wire.GetSnapshotResponse.ReportsFieldNumber))
            {
                yield return part;
            }
        }
    }

    /// <summary>About how many resources there are in all; where the filter names forms, rather fewer.</summary>
    public async Task<long> Estimate(FeedFilter filter, LogPoint point, CancellationToken ct)
    {
        var country = await countries.At(point.Number, ct);
        return Divisions(country, filter).Sum(division => 1L + country.OrgansOf(division.Code).Count())
            + await counts.Of(Selection(filter), point, ct);
    }

    private static IEnumerable<Division> Divisions(Country country, FeedFilter filter) =>
        country.Tree.All.Where(division => filter.HoldsPath(division.Path));

    private static ReportSelection Selection(FeedFilter filter) => new(
        [], filter.Divisions, filter.FirstYear, filter.LastYear, Scope.Unspecified, Form: "", [],
        FindingStrength.Unspecified);

    private async IAsyncEnumerable<IReadOnlyList<Row>> Reports(
        string after, FeedRequest wanted, LogPoint point, [EnumeratorCancellation] CancellationToken ct)
    {
        var (filter, selection) = (wanted.Filter, Selection(wanted.Filter));
        IReadOnlyList<ReportAt> read;
        do
        {
            read = await reports.Read(selection, point.Number, after, Most, ct);
            var held = read.Where(at => filter.HoldsForms(at.Report.Stored)).ToList();
            var seen = await visibilities.Of(held, wanted.Caller, ct);
            yield return
            [
                .. held.Zip(seen, (at, visibility) => wanted.IsFull
                    ? new Row(at.Report.Id, row => ReportPresenter.WriteContents(at, visibility, point.Histories, row))
                    : Row.Of(at.Report.Id, ReportPresenter.Head(at, visibility, point.Histories))),
            ];
            after = read.Count > 0 ? read[^1].Report.Id : after;
        }
        while (read.Count == Most);
    }

    /// <param name="field">Where they stand in the response.</param>
    private static IEnumerable<(EncodedPage Part, string Last)> Parts(IEnumerable<Row> rows, int field)
    {
        var (part, last) = (new EncodedPage(field, Most), "");
        foreach (var row in rows)
        {
            if (!TryAdd(row, part))
            {
                yield return (part, last);
                part = new(field, Most);
                TryAdd(row, part);
            }

            last = row.Name;
        }

        if (part.Count > 0)
        {
            yield return (part, last);
        }
    }

    private static bool TryAdd(Row row, EncodedPage part)
    {
        row.Write(part.Begin());
        return part.TryEnd();
    }

    private readonly record struct Row(string Name, Action<WireBuffer> Write)
    {
        public static Row Of(string name, IMessage message) => new(name, row => row.Message(message));
    }
}
