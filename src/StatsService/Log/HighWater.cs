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
internal sealed partial class HighWater(
    NpgsqlDataSource database, HistoryWatch watch, HighWaterOptions options, ILogger<HighWater> log) : IDisposable
{
    private const string Holders = """
        select l.virtualtransaction, coalesce(l.pid, 0),
          coalesce(extract(epoch from clock_timestamp() - a.xact_start), 0)::float8
        from pg_locks l left join pg_stat_activity a using (pid)
        where l.relation = 'ogi.mt_events_sequence'::regclass and l.mode = 'RowExclusiveLock' and l.granted
          and l.database = (select oid from pg_database where datname = current_database())
        """;

    /// <summary>The numbers above one, up to another, that are not visible, as runs.</summary>
    private const string Gaps = """
        select before + 1, number - 1 from (
            select number, lag(number, 1, $1) over (order by number) as before from (
                select seq_id as number from ogi.mt_events where seq_id > $1 and seq_id <= $2
                union all select $2 + 1) numbers) pairs
        where number > before + 1 order by 1
        """;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<long, HashSet<string>> _missing = [];
    private readonly HashSet<int> _notOurs = [];
    private long _settled;
    private Histories? _histories;
    private volatile KnownNumber? _known;

    public void Dispose() => _one.Dispose();

    /// <summary>
    /// A number up to which the log was settled when that was last read under these histories: what is settled stays
    /// so. 0: it was not read.
    /// </summary>
    public long Known(Histories histories) => _known is { } known && known.Histories == histories ? known.Settled : 0;

    /// <summary>The settled number as of now.</summary>
    public async Task<long> Read(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            _settled = await Settle(ct);
            _known = new(_settled, _histories!);
            return _settled;
        }
        finally
        {
            _one.Release();
        }
    }

    // Three statements, three snapshots, in this order: the proof above rests on it.
    private async Task<long> Settle(CancellationToken ct)
    {
        var (issued, holders) = await ReadHolders(ct);
        if (_histories != watch.Current)
        {
            // What was settled behind the beginning of the history was so in another log; and what was just read may
            // still be of that one.
            _histories = watch.Current;
            _settled = Math.Min(_settled, _histories.InForce.After);
            _missing.Clear();
            return await Settle(ct);
        }

        if (holders.Count == 0 || issued < _settled)
        {
            _missing.Clear();
            _notOurs.Clear();
            return issued;
        }

        var settled = await SettledBelow(issued, holders, ct);
        await EndOverdue(holders.Values, ct);
        return settled;
    }

    /// <summary>The last number issued, and who may still write at or below it.</summary>
    private async Task<(long Issued, Dictionary<string, Holder> Holders)> ReadHolders(CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new("select case when is_called then last_value else 0 end from ogi.mt_events_sequence"));
        batch.BatchCommands.Add(new(Holders));

        // Disposed of once, here: Npgsql hands a reader on with its connection,
        // so a second time would close a stranger's.
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var issued = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        return (issued, await ReadHolders(reader, ct));
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

    /// <summary>Goes over the numbers that are not visible, up to the first that may still appear.</summary>
    private async Task<long> SettledBelow(long issued, Dictionary<string, Holder> holders, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Gaps);
        command.Parameters.Add(new() { Value = _settled });
        command.Parameters.Add(new() { Value = issued });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var settled = issued;
        while (await reader.ReadAsync(ct))
        {
            var last = Math.Min(reader.GetInt64(1), issued);
            for (var number = reader.GetInt64(0); number <= last; number++)
            {
                // All of them are looked at: who may still write each is known only now.
                settled = MayAppear(number, holders) ? Math.Min(settled, number - 1) : settled;
            }
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
        foreach (var (pid, age) in holders.Where(
            holder => holder.Pid != 0 && holder.Age > options.WriteTransactionLimit))
        {
            try
            {
                await using var command = database.CreateCommand("select pg_terminate_backend($1)");
                command.Parameters.Add(new() { Value = pid });
                await command.ExecuteNonQueryAsync(ct);
                EndedWriter(log, pid, age, options.WriteTransactionLimit);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                // Another role's. Readers go on with what is settled; said once, not with every read.
                if (_notOurs.Add(pid))
                {
                    CannotEndWriter(log, e, pid, age);
                }
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Ended the write transaction of backend {Pid}, open for {Age}: the limit is {Limit}.")]
    private static partial void EndedWriter(ILogger log, int pid, TimeSpan age, TimeSpan limit);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Backend {Pid} has a write transaction open for {Age}, and this role may not end it: reads show "
            + "nothing newer until it ends. Grant pg_signal_backend, or end it.")]
    private static partial void CannotEndWriter(ILogger log, Exception e, int pid, TimeSpan age);

    private sealed record Holder(int Pid, TimeSpan Age);

    private sealed record KnownNumber(long Settled, Histories Histories);
}

/// <summary>How long a write transaction may hold back what others committed.</summary>
internal sealed record HighWaterOptions(TimeSpan WriteTransactionLimit);
