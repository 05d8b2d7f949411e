using Medallion.Threading.Postgres;
using Npgsql;

namespace StatsService.Hosting;

/// <summary>
/// Locks across all instances, each on a connection from a pool of their own. That one resets what comes back to it,
/// other than the pool of all other work: so no lock stays behind, whatever fails.
/// </summary>
/// <param name="connectionString">As the pool of all other work has it.</param>
internal sealed class InstanceLocks(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = false });

    /// <param name="number">Any that nothing else locks.</param>
    public PostgresDistributedLock Of(long number) => new(new(number), _database);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
