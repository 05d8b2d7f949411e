using Google.Protobuf;
using Npgsql;

namespace StatsService.Log;

/// <summary>The positions of events, many at once.</summary>
internal sealed class EventPositions(NpgsqlDataSource database, EventLog log)
{
    /// <param name="events">The stream of each, its place in it, and the SHA-256 over it.</param>
    public async Task<IReadOnlyList<string>> Of(
        IReadOnlyList<(string Stream, long Version, ByteString Hash)> events, CancellationToken ct)
    {
        if (events.Count == 0)
        {
            return [];
        }

        const string Sql = """
            select e.stream_id, e.version, e.seq_id from unnest($1::text[], $2::bigint[]) as asked (stream_id, version)
            join ogi.mt_events e using (stream_id, version)
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = events.Select(e => e.Stream).ToArray() });
        command.Parameters.Add(new() { Value = events.Select(e => e.Version).ToArray() });
        var numbers = new Dictionary<(string Stream, long Version), long>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                numbers[(reader.GetString(0), reader.GetInt64(1))] = reader.GetInt64(2);
            }
        }

        var history = await log.History(ct);
        return [.. events.Select(e => Position.Of(history, numbers[(e.Stream, e.Version)], e.Hash).ToString())];
    }
}
