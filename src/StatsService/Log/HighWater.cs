using Npgsql;

namespace StatsService.Log;

/// <summary>
/// Up to which number the log is settled: nothing at or below it can still appear (docs/adr/0005).
/// </summary>
/// <remarks>
/// Who takes a number from the log's sequence holds a lock on that sequence until their transaction ends. So: read the
/// last number given out, then who holds such a lock, then what is visible. With no holder every number given out is
/// decided. With holders, the first number that is neither visible nor known to be dead may still appear: it ends the
/// settled part. A number is dead once all who held the lock when it was first missed have ended. A holder older than
/// the limit is ended by us, so that nobody holds back what others committed for longer.
/// </remarks>
public sealed partial class HighWater(
    NpgsqlDataSource database, HighWaterOptions options, ILogger<HighWater> log) : IDisposable
{
    private const string Holders = """
        select l.virtualtransaction, coalesce(l.pid, 0),
          coalesce(extract(epoch from clock_timestamp() - a.xact_start), 0)::float8
        from pg_locks l left join pg_stat_activity a using (pid)
        where l.relation = 'ogi.mt_events_sequence'::regclass and l.mode = 'RowExclusiveLock' and l.granted
          and l.database = (select oid from pg_database where datname = current_database())
        """;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<long, HashSet<string>> _missing = [];
    private long _settled;

    public void Dispose() => _one.Dispose();

    /// <summary>The settled number as of now.</summary>
    public async Task<long> Read(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return _settled = await Settle(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<long> Settle(CancellationToken ct)
    {
        var (settled, holders) = await Look(ct);
        await EndOverdue(holders, ct);
        return settled;
    }

    /// <summary>What is settled now, and who may still write below.</summary>
    private async Task<(long Settled, IReadOnlyCollection<Holder> Holders)> Look(CancellationToken ct)
    {
        // Three statements, three snapshots, in this order: the proof above rests on it.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new("select case when is_called then last_value else 0 end from ogi.mt_events_sequence"));
        batch.BatchCommands.Add(new(Holders));
        batch.BatchCommands.Add(new("select seq_id from ogi.mt_events where seq_id > $1 order by seq_id")
        {
            Parameters = { new() { Value = _settled } },
        });

        // Disposed of once, here: Npgsql hands a reader on with its connection,
        // so a second time would close a stranger's.
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var given = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        var holders = await ReadHolders(reader, ct);
        if (holders.Count == 0 || given < _settled)
        {
            _missing.Clear();
            return (given, []);
        }

        await reader.NextResultAsync(ct);
        return (await Advance(reader, given, holders, ct), holders.Values);
    }

    private static async Task<Dictionary<string, Holder>> ReadHolders(NpgsqlDataReader reader, CancellationToken ct)
    {
        var holders = new Dictionary<string, Holder>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            holders[reader.GetString(0)] = new(reader.GetInt32(1), TimeSpan.FromSeconds(reader.GetDouble(2)));
        }

        return holders;
    }

    /// <summary>Walks from the settled number on, over what is visible and what is dead.</summary>
    private async Task<long> Advance(
        NpgsqlDataReader reader, long given, Dictionary<string, Holder> holders, CancellationToken ct)
    {
        var visible = new HashSet<long>();
        while (await reader.ReadAsync(ct))
        {
            visible.Add(reader.GetInt64(0));
        }

        var settled = _settled;
        var open = false;
        for (var number = _settled + 1; number <= given; number++)
        {
            if (!visible.Contains(number) && MayAppear(number, holders))
            {
                open = true;
            }

            settled = open ? settled : number;
        }

        foreach (var decided in _missing.Keys.Where(number => number <= settled).ToList())
        {
            _missing.Remove(decided);
        }

        return settled;
    }

    private bool MayAppear(long number, Dictionary<string, Holder> holders)
    {
        if (!_missing.TryGetValue(number, out var suspects))
        {
            _missing[number] = suspects = new(holders.Keys, StringComparer.Ordinal);
        }

        return suspects.Overlaps(holders.Keys);
    }

    private async Task EndOverdue(IEnumerable<Holder> holders, CancellationToken ct)
    {
        foreach (var holder in holders.Where(holder => holder.Pid != 0 && holder.Age > options.WriteTransactionLimit))
        {
            EndingWriter(log, holder.Pid, holder.Age, options.WriteTransactionLimit);
            await using var command = database.CreateCommand("select pg_terminate_backend($1)");
            command.Parameters.Add(new() { Value = holder.Pid });
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Ending the write transaction of backend {Pid}, open for {Age}: the limit is {Limit}.")]
    private static partial void EndingWriter(ILogger log, int pid, TimeSpan age, TimeSpan limit);

    private sealed record Holder(int Pid, TimeSpan Age);
}

/// <summary>How long a write transaction may hold back what others committed.</summary>
public sealed record HighWaterOptions(TimeSpan WriteTransactionLimit);
