using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>While it lives no projector goes on.</summary>
internal sealed class ProjectorHeld : IAsyncDisposable
{
    private readonly HeldTransaction _held;

    private ProjectorHeld(HeldTransaction held) => _held = held;

    /// <summary>None begins a batch: this holds the row that one of them must.</summary>
    public static Task<ProjectorHeld> Before(string connectionString) =>
        By(connectionString, "select from ogi.roll_up_generation for update");

    /// <summary>None ends a batch: all of it is written, and its end cannot be.</summary>
    public static Task<ProjectorHeld> Within(string connectionString) =>
        By(connectionString, "lock table ogi.roll_up_batch in share mode");

    /// <summary>Waits until a projector stands there, and gives the application name of its connection.</summary>
    public async Task<string> Reached()
    {
        const string Sql = """
            select a.application_name from pg_locks l join pg_stat_activity a using (pid)
            where l.relation = 'ogi.roll_up_batch'::regclass and not l.granted
            """;
        return (string)await _held.Await(Sql, "No projector came to the end of a batch.");
    }

    /// <summary>How many projectors stand there.</summary>
    public async Task<long> Standing() => (long)(await _held.Read(
        "select count(*) from pg_locks where relation = 'ogi.roll_up_batch'::regclass and not granted"))!;

    public ValueTask DisposeAsync() => _held.DisposeAsync();

    private static async Task<ProjectorHeld> By(string connectionString, string sql) =>
        new(await HeldTransaction.Begin(connectionString, sql));
}
