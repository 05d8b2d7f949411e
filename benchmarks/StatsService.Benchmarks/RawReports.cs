using Npgsql;
using NpgsqlTypes;

namespace StatsService.Benchmarks;

/// <summary>The other side: a row a report, JSONB with a member a cell, and nothing else.</summary>
internal sealed class RawReports(NpgsqlDataSource database)
{
    private const string Many = "insert into raw_report (id, body) select * from unnest($1::text[], $2::jsonb[])";
    private const string One = "insert into raw_report (id, body) values ($1, $2)";

    public Task Create() => Execute("create table raw_report (id text primary key, body jsonb not null)");

    public async Task Insert(IReadOnlyCollection<ReportToFile> reports)
    {
        await using var command = database.CreateCommand(Many);
        command.Parameters.Add(new() { Value = reports.Select(report => report.Name).ToArray() });
        command.Parameters.Add(new()
        {
            Value = reports.Select(report => report.Json).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        await command.ExecuteNonQueryAsync();
    }

    public async Task Insert(ReportToFile report)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(new() { Value = report.Name });
        command.Parameters.Add(new() { Value = report.Json, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> Count()
    {
        await using var command = database.CreateCommand("select count(*) from raw_report");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Bytes a row, with the index.</summary>
    public async Task<double> Disk()
    {
        await Execute("vacuum analyze raw_report");
        await using var command = database.CreateCommand(
            "select pg_total_relation_size('raw_report')::float8 / count(*) from raw_report");
        return (double)(await command.ExecuteScalarAsync())!;
    }

    private async Task Execute(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
