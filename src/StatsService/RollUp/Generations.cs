using Npgsql;
using StatsService.Forms;

namespace StatsService.RollUp;

/// <summary>
/// The generations of the roll-up. Each was made by the rules of one catalog; a release with another one makes its own,
/// beside the one that instances of the former release go on with.
/// </summary>
internal sealed class Generations(NpgsqlDataSource database, FormCatalog catalog)
{
    /// <summary>Begins the first generation of this catalog.</summary>
    public async Task Prepare(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            insert into ogi.roll_up_generation (generation, catalog, number, is_current)
            select coalesce(max(generation), 0) + 1, $1, 0, true from ogi.roll_up_generation
            having not exists (select from ogi.roll_up_generation where catalog = $1 and is_current)
            """);
        command.Parameters.AddValue(catalog.Version);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The current one.</summary>
    public async Task<Generation> Current(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await Read(connection, "", ct))!;
    }

    /// <summary>The current one, for the caller's transaction alone; null where another instance has it.</summary>
    public Task<Generation?> Lock(NpgsqlConnection connection, CancellationToken ct) =>
        Read(connection, " for update skip locked", ct);

    /// <summary>A batch ends there.</summary>
    public static async Task Advance(NpgsqlConnection connection, int generation, long number, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        foreach (var sql in new[]
        {
            "update ogi.roll_up_generation set number = $2 where generation = $1",
            "insert into ogi.roll_up_batch (generation, number) values ($1, $2)",
        })
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            command.Parameters.AddValue(generation);
            command.Parameters.AddValue(number);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<Generation?> Read(NpgsqlConnection connection, string locking, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"select generation, number from ogi.roll_up_generation where catalog = $1 and is_current{locking}";
        command.Parameters.AddValue(catalog.Version);
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new(rows.GetInt32(0), rows.GetInt64(1)) : null;
    }
}

/// <summary>A generation of the roll-up.</summary>
/// <param name="Number">Up to where in the log it stands.</param>
internal sealed record Generation(int Id, long Number);
