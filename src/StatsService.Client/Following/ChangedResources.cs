using Google.Protobuf;
using Ogi.Stats.V1;

namespace StatsService.Client.Following;

/// <summary>What changes come down to for a copy: of each resource its last state.</summary>
internal static class ChangedResources
{
    /// <param name="changes">FULL, in their order.</param>
    public static CopyStep Step(CopyState state, IEnumerable<Change> changes)
    {
        var last = new Dictionary<string, IMessage?>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (Name(change) is { } name)
            {
                last[name] = After(change);
            }
        }

        return new(
            state, [.. last.Values.OfType<IMessage>()],
            [.. last.Where(each => each.Value is null).Select(each => each.Key)]);
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
