using Google.Protobuf;

namespace StatsService.Log;

/// <summary>The positions of events, many at once.</summary>
internal sealed class EventPositions(EventStreams streams, HistoryWatch watch)
{
    /// <param name="events">The stream of each, its place in it, and the SHA-256 over it.</param>
    public async Task<IReadOnlyList<string>> Of(
        IReadOnlyList<(string Stream, long Version, ByteString Hash)> events, CancellationToken ct)
    {
        if (events.Count == 0)
        {
            return [];
        }

        var numbers = await streams.NumbersOf([.. events.Select(e => (e.Stream, e.Version))], ct);
        var histories = watch.Current;
        return [.. events.Select(e => Position.Of(histories, numbers[(e.Stream, e.Version)], e.Hash).ToString())];
    }
}
