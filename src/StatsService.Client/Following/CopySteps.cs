using Google.Protobuf;
using Ogi.Stats.V1;

namespace StatsService.Client.Following;

/// <summary>What the service sends, as steps of a copy: of each resource its last state.</summary>
internal static class CopySteps
{
    /// <summary>Nothing but a state.</summary>
    public static CopyStep Of(CopyState state) =>
        new(state, new Dictionary<string, IMessage>(StringComparer.Ordinal), []);

    public static CopyStep Of(CopyState state, GetSnapshotResponse part)
    {
        var put = new Dictionary<string, IMessage>(StringComparer.Ordinal);
        part.Divisions.ToList().ForEach(division => put.Add(division.Name, division));
        part.Organs.ToList().ForEach(organ => put.Add(organ.Name, organ));
        part.Reports.ToList().ForEach(report => put.Add(report.Name, report));
        return new(state, put, [], EndsSnapshot: part.HasTotalCount);
    }

    /// <param name="changes">FULL, in their order.</param>
    public static CopyStep Of(CopyState state, IEnumerable<Change> changes)
    {
        var put = new Dictionary<string, IMessage>(StringComparer.Ordinal);
        var removed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (Name(change) is not { } name)
            {
                continue;
            }

            if (After(change) is { } after)
            {
                put[name] = after;
                removed.Remove(name);
            }
            else
            {
                put.Remove(name);
                removed.Add(name);
            }
        }

        return new(state, put, [.. removed]);
    }

    private static string? Name(Change change) => change.ResourceCase switch
    {
        Change.ResourceOneofCase.Report => change.Report,
        Change.ResourceOneofCase.Organ => change.Organ,
        Change.ResourceOneofCase.Division => change.Division,
        _ => null,
    };

    private static IMessage? After(Change change) => change.AfterCase switch
    {
        Change.AfterOneofCase.ReportAfter => change.ReportAfter,
        Change.AfterOneofCase.OrganAfter => change.OrganAfter,
        Change.AfterOneofCase.DivisionAfter => change.DivisionAfter,
        _ => null,
    };
}
