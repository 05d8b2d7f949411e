using Marten;
using Npgsql;
using StatsService.Forms;

namespace StatsService.Reports;

/// <summary>
/// Finds anew what lists filter by, the strength of each report's gravest open finding, where it was found by the rules
/// of another release; what copies are told by; and the date of publication, which the first release did not keep
/// apart.
/// </summary>
internal sealed partial class OpenStrengths(
    IDocumentStore store, NpgsqlDataSource database, FormCatalog catalog, ILogger<OpenStrengths> log)
{
    private const int AtOnce = 500;

    /// <summary>Before anything is served. What another release writes meanwhile waits for the next start.</summary>
    public async Task Renew(CancellationToken ct)
    {
        var (after, renewed) = ("", 0);
        for (var batch = await Stale(after, ct); batch.Count > 0; batch = await Stale(after, ct))
        {
            await Write(batch, ct);
            after = batch[^1].Id;
            renewed += batch.Count;
        }

        if (renewed > 0)
        {
            Renewed(log, renewed, catalog.Version);
        }
    }

    private async Task<IReadOnlyList<AnnualReport>> Stale(string after, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select data, mt_version from ogi.mt_doc_annualreport
            where catalog <> $1 and id collate "C" > $2 order by id collate "C" limit $3
            """);
        command.Parameters.Add(new() { Value = catalog.Version });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = AtOnce });
        var serializer = store.Options.Serializer();
        var reports = new List<AnnualReport>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var report = await serializer.FromJsonAsync<AnnualReport>(rows, 0, ct);
            reports.Add(report with { Version = rows.GetInt64(1) });
        }

        return reports;
    }

    /// <summary>A report that was written meanwhile stays as that write left it.</summary>
    private async Task Write(IReadOnlyList<AnnualReport> reports, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            update ogi.mt_doc_annualreport d
            set open_strength = n.strength, catalog = $1, tables_digest = n.digest,
                data = d.data - 'tablesDigest' || jsonb_strip_nulls(jsonb_build_object(
                    'openStrength', n.strength, 'catalog', $1, 'publicationDate', n.published,
                    'tablesDigest', n.digest))
            from unnest($2, $3, $4, $5, $6) n (id, version, strength, published, digest)
            where d.id = n.id and d.mt_version = n.version
            """);
        command.Parameters.Add(new() { Value = catalog.Version });
        command.Parameters.Add(new() { Value = reports.Select(report => report.Id).ToArray() });
        command.Parameters.Add(new() { Value = reports.Select(report => report.Version).ToArray() });
        command.Parameters.Add(new() { Value = reports.Select(report => (int)report.GravestOpen()).ToArray() });
        command.Parameters.Add(
            new() { Value = reports.Select(report => report.Stored.Header?.PublicationDate ?? 0).ToArray() });
        command.Parameters.Add(new() { Value = reports.Select(report => report.DigestOfTables()).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Judged {Count} reports anew by the rules of the catalog {Version}.")]
    private static partial void Renewed(ILogger log, int count, string version);
}
