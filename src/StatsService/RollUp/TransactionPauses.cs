using Npgsql;

namespace StatsService.RollUp;

/// <summary>
/// How long a transaction may wait between its statements for what is computed meanwhile, which takes long on a busy
/// machine. Whoever falls asleep in it for good still gives way to another instance.
/// </summary>
internal static class TransactionPauses
{
    /// <param name="longest">With its unit, as PostgreSQL takes it.</param>
    public static async Task Allow(NpgsqlConnection connection, string longest, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select set_config('idle_in_transaction_session_timeout', $1, true)";
        command.Parameters.AddValue(longest);
        await command.ExecuteNonQueryAsync(ct);
    }
}
