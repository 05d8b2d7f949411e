using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace StatsService.Tests.Fixtures;

/// <summary>PostgreSQL, crashed.</summary>
internal static class CrashedPostgres
{
    /// <summary>When a process of its dies, PostgreSQL ends all others and starts again from its log.</summary>
    public static async Task Crash(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        using var kill = Process.Start("kill", ["-9", connection.ProcessID.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
