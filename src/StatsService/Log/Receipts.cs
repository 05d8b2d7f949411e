using Marten;
using Npgsql;
using StatsService.Failures;

namespace StatsService.Log;

/// <summary>
/// A request that a client can name again: the same id with the same contents gives the same answer, for ever.
/// </summary>
/// <param name="Client">Ids are unique per client.</param>
/// <param name="Digest">SHA-256 over what was asked.</param>
public sealed record RequestKey(string Client, Guid Id, byte[] Digest);

/// <summary>What became of a request: the stream and version that answered it.</summary>
public sealed record Receipt(string Stream, long Version, bool Changed);

/// <summary>The receipts of requests that carried an id, written in the transaction of what they caused.</summary>
public sealed class Receipts(NpgsqlDataSource database)
{
    /// <summary>The receipt of this request, or null. An id that was used for other contents is refused.</summary>
    public async Task<Receipt?> Find(RequestKey key, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select digest, stream, version, changed from ogi.request_receipt where client = $1 and request_id = $2");
        command.Parameters.Add(new() { Value = key.Client });
        command.Parameters.Add(new() { Value = key.Id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        return reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(key.Digest)
            ? new(reader.GetString(1), reader.GetInt64(2), reader.GetBoolean(3))
            : throw Refusals.RequestIdReused(key.Id.ToString());
    }

    public static void Write(IDocumentSession session, RequestKey key, Receipt receipt) => session.QueueSqlCommand(
        "insert into ogi.request_receipt (client, request_id, digest, stream, version, changed) "
        + "values (?, ?, ?, ?, ?, ?)",
        key.Client, key.Id, key.Digest, receipt.Stream, receipt.Version, receipt.Changed);
}
