using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>While it lives no rebuild goes beyond a point.</summary>
internal sealed class RebuildHeld : IAsyncDisposable
{
    private readonly HeldTransaction _held;

    private RebuildHeld(HeldTransaction held, int generation) => (_held, Generation) = (held, generation);

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

    /// <summary>Waits until a rebuild stands there. Projectors skip what is locked.</summary>
    public Task Reached() => _held.Await(
        "select pid from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))",
        "No rebuild came there.");

    public ValueTask DisposeAsync() => _held.DisposeAsync();

    private static async Task<RebuildHeld> By(string connectionString, string sql)
    {
        var held = await HeldTransaction.Begin(connectionString, sql);
        return new(held, (int)(await held.Read("select max(generation) + 1 from ogi.roll_up_generation"))!);
    }
}
