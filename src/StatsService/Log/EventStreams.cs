using Google.Protobuf;
using Npgsql;

namespace StatsService.Log;

/// <summary>One event of a stream as it lies in the log.</summary>
/// <param name="Number">Its number in the log.</param>
internal sealed record LoggedEvent(long Number, long Version, IMessage Data);

/// <summary>A state that the events of one stream leave.</summary>
internal interface IStreamState<T>
    where T : class, IStreamState<T>
{
    /// <summary>The number of events so far.</summary>
    long Version { get; }

    /// <summary>SHA-256 over the newest event, to which the next one is chained.</summary>
    ByteString LastHash { get; }

    /// <summary>The one place where an event changes the state: for the inline snapshot and for every replay.</summary>
    static abstract T Fold(T? current, string stream, IMessage e);
}

/// <summary>Reads single streams of the log.</summary>
internal sealed class EventStreams(NpgsqlDataSource database)
{
    /// <summary>All events of a stream, oldest first.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> Events(string stream, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select seq_id, version, type, bdata from ogi.mt_events where stream_id = $1 order by version");
        command.Parameters.Add(new() { Value = stream });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<LoggedEvent>();
        while (await reader.ReadAsync(ct))
        {
            events.Add(new(
                reader.GetInt64(0), reader.GetInt64(1),
                EventCodec.Decode(reader.GetString(2), reader.GetFieldValue<byte[]>(3))));
        }

        return events;
    }

    /// <summary>The events of several streams up to a number in the log, of each oldest first.</summary>
    public async Task<ILookup<string, LoggedEvent>> Events(
        IReadOnlyCollection<string> streams, long number, CancellationToken ct)
    {
        if (streams.Count == 0)
        {
            return Enumerable.Empty<LoggedEvent>().ToLookup(_ => "", StringComparer.Ordinal);
        }

        await using var command = database.CreateCommand(
            "select stream_id, seq_id, version, type, bdata from ogi.mt_events "
            + "where stream_id = any($1) and seq_id <= $2 order by stream_id, version");
        command.Parameters.Add(new() { Value = streams.ToArray() });
        command.Parameters.Add(new() { Value = number });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<(string Stream, LoggedEvent Event)>();
        while (await reader.ReadAsync(ct))
        {
            var data = EventCodec.Decode(reader.GetString(3), reader.GetFieldValue<byte[]>(4));
            events.Add((reader.GetString(0), new(reader.GetInt64(1), reader.GetInt64(2), data)));
        }

        return events.ToLookup(e => e.Stream, e => e.Event, StringComparer.Ordinal);
    }

    /// <summary>The number in the log of an event of a stream.</summary>
    public async Task<long> NumberOf(string stream, long version, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select seq_id from ogi.mt_events where stream_id = $1 and version = $2");
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = version });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The numbers in the log of events of streams.</summary>
    public async Task<IReadOnlyDictionary<(string Stream, long Version), long>> NumbersOf(
        IReadOnlyCollection<(string Stream, long Version)> events, CancellationToken ct)
    {
        const string Sql = """
            select e.stream_id, e.version, e.seq_id from unnest($1::text[], $2::bigint[]) as asked (stream_id, version)
            join ogi.mt_events e using (stream_id, version)
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = events.Select(e => e.Stream).ToArray() });
        command.Parameters.Add(new() { Value = events.Select(e => e.Version).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var numbers = new Dictionary<(string Stream, long Version), long>();
        while (await reader.ReadAsync(ct))
        {
            numbers[(reader.GetString(0), reader.GetInt64(1))] = reader.GetInt64(2);
        }

        return numbers;
    }

    /// <summary>What a request left when it was carried out.</summary>
    public async Task<IReadOnlyList<Written<T>>> Replay<T>(Receipt receipt, CancellationToken ct)
        where T : class, IStreamState<T>
    {
        var written = new List<Written<T>>();
        foreach (var (name, version) in receipt.Streams.Zip(receipt.Versions))
        {
            var events = (await Events(name, ct)).TakeWhile(e => e.Version <= version).ToList();
            var last = events[^1];
            var before = Fold<T>(name, events.SkipLast(1));
            var state = T.Fold(before, name, last.Data);
            written.Add(receipt.Changed
                ? new(before, state, last.Data, last.Number, Retried: true)
                : new(state, state, Event: null, last.Number, Retried: true));
        }

        return written;
    }

    /// <summary>The state that events leave; null where there are none.</summary>
    public static T? Fold<T>(string stream, IEnumerable<LoggedEvent> events)
        where T : class, IStreamState<T> =>
        events.Aggregate((T?)null, (state, e) => T.Fold(state, stream, e.Data));
}
