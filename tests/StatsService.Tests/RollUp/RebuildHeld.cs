using Npgsql;

namespace StatsService.Tests.RollUp;

/// <summary>While it lives no rebuild goes beyond a point.</summary>
internal sealed class RebuildHeld : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private RebuildHeld(NpgsqlConnection connection, int generation) =>
        (_connection, Generation) = (connection, generation);

    /// <summary>The one that the next rebuild makes.</summary>
    public int Generation { get; }

    /// <summary>
    /// It cannot end the batch that brings it to the end of the log as it is now: all of it is written, and this has
    /// the place of the line that says so.
    /// </summary>
    public static Task<RebuildHeld> WithinItsLastBatch(string connectionString) => By(connectionString, """
        insert into ogi.roll_up_batch (generation, number)
        select (select max(generation) + 1 from ogi.roll_up_generation), max(seq_id)
        from ogi.mt_events where type <> 'tombstone'
        """);

    /// <summary>It is complete and checked, but cannot take over from the current one, which this holds.</summary>
    public static Task<RebuildHeld> BeforeItTakesOver(string connectionString) =>
        By(connectionString, "select from ogi.roll_up_generation where is_current for update");

    /// <summary>Waits until a rebuild stands there.</summary>
    public async Task Reached()
    {
        await using var command = _connection.CreateCommand();

        // A transaction sees the connections that there were when it first looked. Projectors skip what is locked.
        command.CommandText = """
            select pg_stat_clear_snapshot();
            select exists (select from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid)))
            """;
        for (var tries = 0; tries < 600; tries++)
        {
            await using var rows = await command.ExecuteReaderAsync();
            await rows.NextResultAsync();
            await rows.ReadAsync();
            if (rows.GetBoolean(0))
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("No rebuild came there.");
    }

    /// <summary>With its transaction what it holds ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var command = new NpgsqlCommand("rollback", _connection))
        {
            await command.ExecuteNonQueryAsync();
        }

        await _connection.DisposeAsync();
    }

    private static async Task<RebuildHeld> By(string connectionString, string sql)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var begin = new NpgsqlCommand("begin; " + sql, connection);
        await begin.ExecuteNonQueryAsync();
        await using var next = new NpgsqlCommand(
            "select max(generation) + 1 from ogi.roll_up_generation", connection);
        return new(connection, (int)(await next.ExecuteScalarAsync())!);
    }
}
