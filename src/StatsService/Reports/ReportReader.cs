using Marten;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>A report and the number of the event that it stands at.</summary>
internal sealed record ReportAt(AnnualReport Report, long Number);

/// <summary>Reads single reports: as they stand, or as they stood.</summary>
internal sealed class ReportReader(IDocumentStore store, EventStreams streams)
{
    /// <summary>The newest revision, or null.</summary>
    public async Task<ReportAt?> Newest(string name, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<AnnualReport>(name, ct) is { } report
            ? new(report, await streams.NumberOf(name, report.Version, ct))
            : null;
    }

    /// <summary>The report as its events up to a number in the log leave it, or null where there is none yet.</summary>
    public async Task<ReportAt?> AsOf(string name, long number, CancellationToken ct) =>
        At(name, (await streams.Events(name, ct)).TakeWhile(e => e.Number <= number));

    /// <summary>The report at a revision, or null.</summary>
    public async Task<ReportAt?> AtRevision(string name, long revision, CancellationToken ct)
    {
        var events = await streams.Events(name, ct);
        return revision < 1 || revision > events.Count ? null : At(name, events.Take((int)revision));
    }

    private static ReportAt? At(string name, IEnumerable<LoggedEvent> events)
    {
        var list = events.ToList();
        return EventStreams.Fold<AnnualReport>(name, list) is { } report ? new(report, list[^1].Number) : null;
    }
}
