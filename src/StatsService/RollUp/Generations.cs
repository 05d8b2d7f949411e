using Npgsql;
using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// The generations of the roll-up. Each was made by the rules of one catalog, and stored in one way; a release with
/// other ones makes its own, beside the one that instances of the former release go on with. A rebuild makes one beside
/// the current.
/// </summary>
internal sealed class Generations(NpgsqlDataSource database, FormCatalog catalog)
{
    private readonly string _madeBy = $"{catalog.Version}/{SumsCodec.Version}";

    /// <summary>Begins the first generation of this catalog.</summary>
    public async Task Prepare(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            insert into ogi.roll_up_generation (generation, catalog, number, complete_from, is_current, used_at)
            select coalesce(max(generation), 0) + 1, $1, 0, coalesce((
                select seq_id from ogi.mt_events where type <> 'tombstone'
                order by seq_id desc limit 1), 0), true, now()
            from ogi.roll_up_generation
            having not exists (select from ogi.roll_up_generation where catalog = $1 and is_current)
            """);
        command.Parameters.AddValue(_madeBy);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Begins one beside the current, which goes on.</summary>
    public async Task<Generation> BeginBeside(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            insert into ogi.roll_up_generation (generation, catalog, number, complete_from, is_current, used_at)
            select max(generation) + 1, $1, 0, 0, false, now() from ogi.roll_up_generation
            returning generation
            """);
        command.Parameters.AddValue(_madeBy);
        return new((int)(await command.ExecuteScalarAsync(ct))!, 0, 0);
    }

    /// <summary>The current one.</summary>
    public async Task<Generation> Current(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await Read(connection, "", ct))!;
    }

    /// <summary>The current one, for the caller's transaction alone; null where another instance has it.</summary>
    public Task<Generation?> TryLock(NpgsqlConnection connection, CancellationToken ct) =>
        Read(connection, " for update skip locked", ct);

    /// <summary>The current one, for the caller's transaction alone, once nobody else has it.</summary>
    public async Task<Generation> Lock(NpgsqlConnection connection, CancellationToken ct) =>
        (await Read(connection, " for update", ct))!;

    /// <summary>A batch ends there.</summary>
    public static async Task Advance(NpgsqlConnection connection, int generation, long number, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        foreach (var sql in new[]
        {
            "update ogi.roll_up_generation set number = $2, used_at = now() where generation = $1",
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

    /// <summary>From the caller's commit on, one is current in place of another.</summary>
    public static async Task TakeOver(NpgsqlConnection connection, int from, int to, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            update ogi.roll_up_generation set is_current = (generation = $2), used_at = now()
            where generation in ($1, $2)
            """;
        command.Parameters.AddValue(from);
        command.Parameters.AddValue(to);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>This instance works with it.</summary>
    public async Task Use(int generation, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "update ogi.roll_up_generation set used_at = now() where generation = $1");
        command.Parameters.AddValue(generation);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Removes what no instance works with: of other releases for a week, of a rebuild that was broken off or was taken
    /// over for ten minutes, so that answers under way end with what they began with.
    /// </summary>
    public async Task RemoveUnused(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with unused as (
                delete from ogi.roll_up_generation
                where used_at < now() - case when is_current then interval '7 days' else interval '10 minutes' end
                returning generation),
            nodes as (delete from ogi.roll_up_node where generation in (select generation from unused)),
            changes as (delete from ogi.roll_up_change where generation in (select generation from unused)),
            shares as (delete from ogi.roll_up_share where generation in (select generation from unused))
            delete from ogi.roll_up_batch where generation in (select generation from unused)
            """);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<Generation?> Read(NpgsqlConnection connection, string locking, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select generation, number, complete_from from ogi.roll_up_generation
            where catalog = $1 and is_current{locking}
            """;
        command.Parameters.AddValue(_madeBy);
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new(rows.GetInt32(0), rows.GetInt64(1), rows.GetInt64(2)) : null;
    }
}

/// <summary>A generation of the roll-up.</summary>
/// <param name="Number">Up to where in the log it stands.</param>
/// <param name="CompleteFrom">
/// The last event of the log when it was begun: before it has come there it answers nothing, as it would answer with
/// figures of long ago.
/// </param>
internal sealed record Generation(int Id, long Number, long CompleteFrom)
{
    public bool IsComplete => Number >= CompleteFrom;
}
