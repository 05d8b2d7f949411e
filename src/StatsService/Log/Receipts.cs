using Marten;
using Npgsql;
using StatsService.Failures;
using StatsService.Requests;

namespace StatsService.Log;

/// <summary>What became of a request: the streams that answered it, and at which version.</summary>
internal sealed record Receipt(IReadOnlyList<string> Streams, IReadOnlyList<long> Versions, bool Changed);

/// <summary>The receipts of requests that carried an id, written in the transaction of what they caused.</summary>
internal sealed class Receipts(NpgsqlDataSource database)
{
    /// <summary>The receipt of this request, or null. An id that was used for other contents is refused.</summary>
    public async Task<Receipt?> Find(RequestKey key, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select digest, streams, versions, changed from ogi.request_receipt where client = $1 and request_id = $2");
        command.Parameters.Add(new() { Value = key.Client });
        command.Parameters.Add(new() { Value = key.Id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        return reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(key.Digest)
            ? new(reader.GetFieldValue<string[]>(1), reader.GetFieldValue<long[]>(2), reader.GetBoolean(3))
            : throw Refusals.RequestIdReused(key.Id.ToString());
    }

    public static void Write(IDocumentSession session, RequestKey key, Receipt receipt) => session.QueueSqlCommand(
        "insert into ogi.request_receipt (client, request_id, digest, streams, versions, changed) "
        + "values (?, ?, ?, ?, ?, ?)",
        key.Client, key.Id, key.Digest, receipt.Streams.ToArray(), receipt.Versions.ToArray(), receipt.Changed);
}
