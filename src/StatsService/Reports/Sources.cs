using System.Buffers;
using Google.Protobuf;
using Marten;
using Npgsql;
using StatsService.Failures;

namespace StatsService.Reports;

/// <summary>A text that reports refer to by its hash.</summary>
public sealed record SourceText(byte[] Sha256, string MediaType, byte[] Content);

/// <summary>Narrative texts, each stored once.</summary>
public sealed class Sources(NpgsqlDataSource database)
{
    public const string Prefix = "sources/";

    public static string Name(ReadOnlySpan<byte> sha256) => Prefix + Convert.ToHexStringLower(sha256);

    public static void Write(IDocumentSession session, IReadOnlyCollection<SourceText> texts)
    {
        foreach (var text in texts)
        {
            session.QueueSqlCommand(
                "insert into ogi.source (sha256, media_type, content) values (?, ?, ?) on conflict do nothing",
                text.Sha256, text.MediaType, text.Content);
        }
    }

    public async Task<Ogi.Stats.V1.Source> Get(string name, CancellationToken ct)
    {
        var sha256 = ParseHash(name) ?? throw Refusals.InvalidName("name", name, "sources/{sha256}");
        await using var command = database.CreateCommand(
            "select media_type, content from ogi.source where sha256 = $1");
        command.Parameters.Add(new() { Value = sha256 });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new()
            {
                Name = name,
                MediaType = reader.GetString(0),
                Content = ByteString.CopyFrom(reader.GetFieldValue<byte[]>(1)),
            }
            : throw Refusals.NotFound("SOURCE_NOT_STORED", name);
    }

    public async Task<bool> Holds(byte[] sha256, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select exists (select from ogi.source where sha256 = $1)");
        command.Parameters.Add(new() { Value = sha256 });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The hash in <c>sources/{sha256}</c>, or null.</summary>
    public static byte[]? ParseHash(string name)
    {
        const int HexLength = 64;
        var hash = new byte[HexLength / 2];
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.Length == Prefix.Length + HexLength
            && Convert.FromHexString(name.AsSpan(Prefix.Length), hash, out _, out _) == OperationStatus.Done
            ? hash
            : null;
    }
}
