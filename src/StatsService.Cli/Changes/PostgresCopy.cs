using Npgsql;
using StatsService.Cli.Screens;
using StatsService.Client.Following;

namespace StatsService.Cli.Changes;

/// <summary>A copy in the schema <c>ogi_copy</c> of a PostgreSQL database: each step is one transaction.</summary>
internal sealed class PostgresCopy : ICopy, IAsyncDisposable
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Pulling = 0x6f67692d70756c6c;

    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _lock;

    private PostgresCopy(NpgsqlDataSource database, NpgsqlConnection alone) => (_database, _lock) = (database, alone);

    /// <exception cref="UsageException">It cannot be used, or another process keeps it.</exception>
    public static async Task<PostgresCopy> Open(string connectionString, CancellationToken ct)
    {
        try
        {
            var database = NpgsqlDataSource.Create(connectionString);
            var connection = await database.OpenConnectionAsync(ct);

            // Of one that was killed the server may learn a moment later.
            await using var alone = new NpgsqlBatch(connection);
            alone.BatchCommands.Add(new("set lock_timeout = '10s'"));
            alone.BatchCommands.Add(
                new("select pg_advisory_lock($1)") { Parameters = { new() { Value = Pulling } } });
            await alone.ExecuteNonQueryAsync(ct);
            await using var schema = new NpgsqlCommand(PostgresCopySchema.Sql, connection);
            await schema.ExecuteNonQueryAsync(ct);
            return new(database, connection);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new UsageException(
                "另一个statsctl pull正在写入该数据库。", "Another statsctl pull is writing to this database.");
        }
        catch (Exception e) when (e is ArgumentException or NpgsqlException)
        {
            throw new UsageException($"--to的数据库不可用：{e.Message}", $"The database of --to cannot be used: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _lock.DisposeAsync();
        await _database.DisposeAsync();
    }

    public async Task<CopyState?> Read(CancellationToken ct)
    {
        await using var command = _database.CreateCommand(
            "select position, snapshot, is_taken, resume_token from ogi_copy.pull");
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct)
            ? new(rows.GetString(0), rows.GetInt32(1), rows.GetBoolean(2), rows.GetString(3))
            : null;
    }

    public async Task Apply(CopyStep step, CancellationToken ct)
    {
        await using var batch = _database.CreateBatch(); // one transaction
        foreach (var table in PostgresCopySchema.Tables)
        {
            var put = step.Put.Where(each => PostgresCopySchema.TableOf(each.Key) == table).ToList();
            if (put.Count > 0)
            {
                Add(
                    batch,
                    $"""
                    insert into ogi_copy.{table} (name, data, snapshot)
                    select name, data::jsonb, $3 from unnest($1::text[], $2::text[]) as put (name, data)
                    on conflict (name) do update set data = excluded.data, snapshot = excluded.snapshot
                    """,
                    [
                        put.Select(each => each.Key).ToArray(),
                        put.Select(each => JsonText.Format(each.Value)).ToArray(), step.State.Snapshot,
                    ]);
            }

            var removed = step.Removed.Where(name => PostgresCopySchema.TableOf(name) == table).ToArray();
            if (removed.Length > 0)
            {
                Add(batch, $"delete from ogi_copy.{table} where name = any($1)", [removed]);
            }

            if (step.EndsSnapshot)
            {
                Add(batch, $"delete from ogi_copy.{table} where snapshot < $1", [step.State.Snapshot]);
            }
        }

        var (position, snapshot, isTaken, token) = step.State;
        Add(
            batch,
            """
            insert into ogi_copy.pull (position, snapshot, is_taken, resume_token) values ($1, $2, $3, $4)
            on conflict (one) do update set position = excluded.position, snapshot = excluded.snapshot,
              is_taken = excluded.is_taken, resume_token = excluded.resume_token, updated = now()
            """,
            [position, snapshot, isTaken, token]);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static void Add(NpgsqlBatch batch, string sql, IReadOnlyList<object> values)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
