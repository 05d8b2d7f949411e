using Npgsql;

namespace StatsService.Tests.RollUp;

/// <summary>While it lives no projector goes on.</summary>
internal sealed class ProjectorHeld : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private ProjectorHeld(NpgsqlConnection connection) => _connection = connection;

    /// <summary>None begins a batch: this holds the row that one of them must.</summary>
    public static Task<ProjectorHeld> Before(string connectionString) =>
        By(connectionString, "select from ogi.roll_up_generation for update");

    /// <summary>None ends a batch: all of it is written, and its end cannot be.</summary>
    public static Task<ProjectorHeld> Within(string connectionString) =>
        By(connectionString, "lock table ogi.roll_up_batch in share mode");

    /// <summary>Waits until a projector stands there, and gives the application name of its connection.</summary>
    public async Task<string> Reached()
    {
        // A transaction sees the connections that there were when it first looked.
        await using var forget = new NpgsqlCommand("select pg_stat_clear_snapshot()", _connection);
        await using var command = _connection.CreateCommand();
        command.CommandText = """
            select a.application_name from pg_locks l join pg_stat_activity a using (pid)
            where l.relation = 'ogi.roll_up_batch'::regclass and not l.granted
            """;
        for (var tries = 0; tries < 600; tries++)
        {
            await forget.ExecuteNonQueryAsync();
            if (await command.ExecuteScalarAsync() is string application)
            {
                return application;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("No projector came to the end of a batch.");
    }

    /// <summary>How many projectors stand there.</summary>
    public async Task<long> Standing()
    {
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_locks where relation = 'ogi.roll_up_batch'::regclass and not granted",
            _connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>With its transaction its lock ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection.State != System.Data.ConnectionState.Open)
        {
            return;
        }

        await using (var command = new NpgsqlCommand("rollback", _connection))
        {
            await command.ExecuteNonQueryAsync();
        }

        await _connection.DisposeAsync();
    }

    private static async Task<ProjectorHeld> By(string connectionString, string sql)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("begin; " + sql, connection);
        await command.ExecuteNonQueryAsync();
        return new(connection);
    }
}
