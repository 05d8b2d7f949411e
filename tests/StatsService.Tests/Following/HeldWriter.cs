using Grpc.Core;
using Npgsql;
using StatsService.Client;

namespace StatsService.Tests.Following;

/// <summary>
/// Holds writes of the service open: it locks a report, so that the transaction that withdraws or returns it has taken
/// its number and waits; then lets it go, breaks it off, or leaves it to the limit.
/// </summary>
internal sealed class HeldWriter(string database, StatsClient client, Random random)
{
    /// <summary>Writes that were really seen waiting.</summary>
    public int Held { get; private set; }

    /// <param name="longest">Beyond 10 s the service ends the writer by itself.</param>
    public async Task Hold(TimeSpan longest)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var any = new NpgsqlCommand(
            "select id from ogi.mt_doc_annualreport where state = 1 order by random() limit 1 for update", connection);
        if (await any.ExecuteScalarAsync() is not string report)
        {
            return;
        }

        var writing = Write(report);
        if (await Waiting(connection, writing) is { } held)
        {
            Held++;
            await Task.Delay(longest * random.NextDouble());
            if (random.Next(3) == 0)
            {
                await using var end = new NpgsqlCommand("select pg_terminate_backend($1)", connection)
                {
                    Parameters = { new() { Value = held } },
                };
                await end.ExecuteNonQueryAsync();
            }
        }

        await transaction.RollbackAsync();
        await writing;
    }

    /// <summary>The process of PostgreSQL that waits for ours; null: the write came to an end without it.</summary>
    private static async Task<int?> Waiting(NpgsqlConnection connection, Task writing)
    {
        await using var waiting = new NpgsqlCommand(
            "select pid from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid)) limit 1", connection);
        while (!writing.IsCompleted)
        {
            if (await waiting.ExecuteScalarAsync() is int held)
            {
                return held;
            }

            await Task.Delay(10);
        }

        return null;
    }

    private async Task Write(string name)
    {
        try
        {
            var report = (await client.Reports.GetReportAsync(new() { Name = name })).Report;
            if (random.Next(2) == 0)
            {
                await client.Reports.WithdrawReportAsync(new() { Name = name, Etag = report.Etag, Reason = "误报" });
            }
            else
            {
                await client.Reports.ReturnReportAsync(
                    new() { Name = name, Etag = report.Etag, Notice = new() { Reason = "请核对" } });
            }
        }
        catch (RpcException)
        {
            // Broken off, or another writer was faster: it did not happen, or it did and nobody heard of it.
        }
    }
}
