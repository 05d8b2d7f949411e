using System.Security.Cryptography;
using Npgsql;

namespace StatsService.Log;

/// <summary>
/// Notices that the log may be another one than before: restored from a dump, from a copied data folder or to an
/// earlier time, or that of a standby that was promoted (docs/adr/0005). None of that is possible without another
/// server process, database or table, and none of these without new connections. So each connection is looked at before
/// anything else is done on it, and a log that is not certainly the same begins a history, behind what it holds.
/// </summary>
internal sealed partial class HistoryWatch(ILogger<HistoryWatch> log) : IDisposable
{
    /// <summary>What is certainly the same log as long as it stays the same.</summary>
    private const string Log = """
        select concat_ws(' ', extract(epoch from pg_postmaster_start_time()),
          (select oid from pg_database where datname = current_database()), 'ogi.mt_events'::regclass::oid)
        """;

    /// <summary>Any number that nothing else locks.</summary>
    private const long Beginning = 0x6f67692d68697374;

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Noticed? _noticed;

    /// <summary>As of the newest connection.</summary>
    public Histories Current => _noticed!.Histories;

    public void Dispose() => _one.Dispose();

    /// <summary>Once the tables are there.</summary>
    public async Task Begin(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await Notice(connection, await Read(connection, ct), ct);
    }

    /// <summary>Looks at a new connection.</summary>
    public async Task Look(NpgsqlConnection connection)
    {
        if (_noticed is { } noticed && await Read(connection, default) is var read && read != noticed.Log)
        {
            await Notice(connection, read, default);
        }
    }

    private static async Task<string> Read(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Log, connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task Notice(NpgsqlConnection connection, string read, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_noticed?.Log != read)
            {
                var histories = new Histories(await Begin(connection, read, ct));
                _noticed = new(read, histories);
                Begun(log, histories.InForce.Id, histories.InForce.After);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// One instance at a time, whichever is first. It never begins behind another's writes: whoever writes has
    /// connected, and so looked.
    /// </summary>
    private static async Task<IReadOnlyList<History>> Begin(
        NpgsqlConnection connection, string read, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select pg_advisory_xact_lock($1)")
        {
            Parameters = { new() { Value = Beginning } },
        });
        batch.BatchCommands.Add(new("""
            insert into ogi.history (id, after, after_check, log, begun)
            select $1, coalesce(last.seq_id, 0), coalesce(last.hash, ''), $2,
              greatest(clock_timestamp(), (select max(begun) + interval '1 microsecond' from ogi.history))
            from (select) one left join (
                select seq_id, sha256(bdata) as hash from ogi.mt_events where type <> 'tombstone'
                order by seq_id desc limit 1) last on true
            where (select log from ogi.history order by begun desc limit 1) is distinct from $2
            """)
        {
            Parameters =
            {
                new() { Value = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) },
                new() { Value = read },
            },
        });
        batch.BatchCommands.Add(new("select id, after, after_check from ogi.history order by begun"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var histories = new List<History>();
        while (await reader.ReadAsync(ct))
        {
            histories.Add(new(
                unchecked((ulong)reader.GetInt64(0)), reader.GetInt64(1),
                Position.CheckOf(reader.GetFieldValue<byte[]>(2))));
        }

        return histories;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The log's history is {History:x16}, from behind number {After} on.")]
    private static partial void Begun(ILogger log, ulong history, long after);

    private sealed record Noticed(string Log, Histories Histories);
}
