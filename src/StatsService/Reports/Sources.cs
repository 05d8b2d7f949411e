using System.Buffers;
using System.Security.Cryptography;
using Google.Protobuf;
using Marten;
using Npgsql;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Canonical;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>A text that reports refer to by its hash.</summary>
internal sealed record SourceText(byte[] Sha256, string MediaType, byte[] Content);

/// <summary>
/// Narrative texts, each stored once, and which report uses which: a text is shown to whom a report with it is.
/// </summary>
internal sealed class Sources(NpgsqlDataSource database, AccessCheck access)
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

    /// <summary>Notes the texts of a revision of a report.</summary>
    public static void WriteUses(IDocumentSession session, string report, long version, ReportHeader header)
    {
        foreach (var section in header.Sections)
        {
            session.QueueSqlCommand(
                "insert into ogi.source_use (sha256, report, version) values (?, ?, ?) "
                + "on conflict (sha256, report) do update set version = excluded.version",
                section.Sha256.ToByteArray(), report, version);
        }
    }

    public async Task<Wire.Source?> Find(byte[] sha256, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select media_type, content from ogi.source where sha256 = $1");
        command.Parameters.Add(new() { Value = sha256 });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return !await reader.ReadAsync(ct) ? null : new()
        {
            Name = Name(sha256),
            MediaType = reader.GetString(0),
            Content = ByteString.CopyFrom(reader.GetFieldValue<byte[]>(1)),
        };
    }

    /// <summary>
    /// Whether the caller may see a report that uses it: one that was not withdrawn after it last did, or one for whose
    /// organ the caller files or reviews.
    /// </summary>
    public async Task<bool> IsShown(byte[] sha256, Caller caller, CancellationToken ct)
    {
        const string Sql = """
            select report, exists (
                select from ogi.mt_events e
                where e.stream_id = report and e.version > u.version and e.type = 'report_withdrawn') withdrawn
            from ogi.source_use u where sha256 = $1 order by withdrawn
            """;
        var withdrawn = new HashSet<string>(StringComparer.Ordinal);
        await using (var command = database.CreateCommand(Sql))
        {
            command.Parameters.Add(new() { Value = sha256 });
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                if (!rows.GetBoolean(1))
                {
                    return true;
                }

                withdrawn.Add(ReportName.Parse(rows.GetString(0))!.Organ);
            }
        }

        foreach (var organ in withdrawn)
        {
            if (await access.SeesRestricted(caller, organ, ct))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The hash in <c>sources/{sha256}</c>, or null.</summary>
    public static byte[]? ParseHash(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? ParseHex(name.AsSpan(Prefix.Length)) : null;

    /// <summary>A SHA-256 in hex, or null.</summary>
    public static byte[]? ParseHex(ReadOnlySpan<char> hex)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        return hex.Length == 2 * hash.Length && Convert.FromHexString(hex, hash, out _, out _) == OperationStatus.Done
            ? hash
            : null;
    }
}
