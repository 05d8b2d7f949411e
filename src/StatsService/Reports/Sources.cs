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

/// <summary>That a revision of a report uses a text.</summary>
internal sealed record SourceUse(ByteString Sha256, string Report, long Version);

/// <summary>
/// Narrative texts, each stored once, and which report uses which: a text is shown to whom a report with it is.
/// </summary>
internal sealed class Sources(NpgsqlDataSource database, AccessCheck access)
{
    public const string Prefix = "sources/";

    public static string Name(ReadOnlySpan<byte> sha256) => Prefix + Convert.ToHexStringLower(sha256);

    /// <summary>Stores texts, and notes who uses which.</summary>
    public static void Write(
        IDocumentSession session, IReadOnlyCollection<SourceText> texts, IReadOnlyCollection<SourceUse> uses)
    {
        // Always in this order, so that no two writers block each other.
        var newTexts = texts.DistinctBy(text => Name(text.Sha256), StringComparer.Ordinal)
            .OrderBy(text => Name(text.Sha256), StringComparer.Ordinal).ToList();
        if (newTexts.Count > 0)
        {
            session.QueueSqlCommand(
                "insert into ogi.source (sha256, media_type, content) "
                + "select * from unnest(?, ?, ?) on conflict do nothing",
                newTexts.Select(text => text.Sha256).ToArray(),
                newTexts.Select(text => text.MediaType).ToArray(),
                newTexts.Select(text => text.Content).ToArray());
        }

        var newest = uses.GroupBy(use => (use.Report, Text: Name(use.Sha256.Span)))
            .OrderBy(use => use.Key.Report, StringComparer.Ordinal).ThenBy(use => use.Key.Text, StringComparer.Ordinal)
            .Select(use => use.MaxBy(one => one.Version)!).ToList();
        if (newest.Count > 0)
        {
            session.QueueSqlCommand(
                "insert into ogi.source_use (sha256, report, version) select * from unnest(?, ?, ?) "
                + "on conflict (sha256, report) do update set version = excluded.version",
                newest.Select(use => use.Sha256.ToByteArray()).ToArray(),
                newest.Select(use => use.Report).ToArray(),
                newest.Select(use => use.Version).ToArray());
        }
    }

    /// <summary>The texts that a revision of a report uses.</summary>
    public static IEnumerable<SourceUse> Uses(string report, long version, IMessage? e) =>
        ((e as ReportFiled)?.Header ?? (e as ReportCorrected)?.Header)?.Sections
            .Select(section => new SourceUse(section.Sha256, report, version)) ?? [];

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
