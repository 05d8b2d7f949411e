using Marten;
using Npgsql;
using StatsService.Failures;
using StatsService.Requests;

namespace StatsService.Log;

/// <summary>What became of a request: the streams that answered it, and at which version.</summary>
/// <param name="Digest">What was asked.</param>
internal sealed record Receipt(
    byte[] Digest, IReadOnlyList<string> Streams, IReadOnlyList<long> Versions, bool Changed)
{
    /// <summary>The same, unless the id of that request was used for other contents now.</summary>
    public Receipt For(RequestKey key) => Digest.AsSpan().SequenceEqual(key.Digest)
        ? this
        : throw Refusals.RequestIdReused(key.Id.ToString());
}

/// <summary>The receipts of requests that carried an id, written in the transaction of what they caused.</summary>
internal sealed class Receipts(NpgsqlDataSource database)
{
    /// <summary>Reads the receipts of requests of a client ($1) by their ids ($2).</summary>
    public const string ById = """
        select r.* from unnest($2) asked (id)
        cross join lateral (
            select request_id, digest, streams, versions, changed from ogi.request_receipt
            where client = $1 and request_id = asked.id limit 1) r
        """;

    /// <summary>The receipt of this request, or null. An id that was used for other contents is refused.</summary>
    public async Task<Receipt?> Find(RequestKey key, CancellationToken ct)
    {
        await using var command = database.CreateCommand(ById);
        command.Parameters.Add(new() { Value = key.Client });
        command.Parameters.Add(new() { Value = new[] { key.Id } });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return (await Read(reader, ct)).GetValueOrDefault(key.Id)?.For(key);
    }

    /// <summary>The rows of <see cref="ById"/>.</summary>
    public static async Task<Dictionary<Guid, Receipt>> Read(NpgsqlDataReader reader, CancellationToken ct)
    {
        var receipts = new Dictionary<Guid, Receipt>();
        while (await reader.ReadAsync(ct))
        {
            receipts.Add(reader.GetGuid(0), new(
                reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<string[]>(2), reader.GetFieldValue<long[]>(3),
                reader.GetBoolean(4)));
        }

        return receipts;
    }

    public static void Write(IDocumentSession session, RequestKey key, Receipt receipt) => session.QueueSqlCommand(
        "insert into ogi.request_receipt (client, request_id, digest, streams, versions, changed) "
        + "values (?, ?, ?, ?, ?, ?)",
        key.Client, key.Id, receipt.Digest, receipt.Streams.ToArray(), receipt.Versions.ToArray(), receipt.Changed);

    /// <summary>Writes those of several requests of a client, of one stream each.</summary>
    public static void Write(IDocumentSession session, string client, IReadOnlyDictionary<Guid, Receipt> receipts)
    {
        // Always in this order, so that no two writers block each other.
        var ordered = receipts.OrderBy(receipt => receipt.Key).ToList();
        session.QueueSqlCommand(
            "insert into ogi.request_receipt (client, request_id, digest, streams, versions, changed) "
            + "select ?, id, digest, array[stream], array[version], changed "
            + "from unnest(?, ?, ?, ?, ?) as new (id, digest, stream, version, changed)",
            client,
            ordered.Select(receipt => receipt.Key).ToArray(),
            ordered.Select(receipt => receipt.Value.Digest).ToArray(),
            ordered.Select(receipt => receipt.Value.Streams.Single()).ToArray(),
            ordered.Select(receipt => receipt.Value.Versions.Single()).ToArray(),
            ordered.Select(receipt => receipt.Value.Changed).ToArray());
    }
}
