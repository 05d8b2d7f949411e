using Npgsql;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>While it lives no projector goes on: it holds the row that one of them must.</summary>
internal sealed class ProjectorHeld : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private ProjectorHeld(NpgsqlConnection connection) => _connection = connection;

    public static async Task<ProjectorHeld> By(ServiceFixture service)
    {
        var connection = new NpgsqlConnection(service.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "begin; select from ogi.roll_up_generation for update";
        await command.ExecuteNonQueryAsync();
        return new(connection);
    }

    /// <summary>With its connection its transaction ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = "rollback";
        await command.ExecuteNonQueryAsync();
        await _connection.DisposeAsync();
    }
}
