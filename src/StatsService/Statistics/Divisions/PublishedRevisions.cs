using Google.Protobuf;
using Npgsql;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Divisions;

/// <summary>Names the revisions that state what governments published, in the heads of a page of rows.</summary>
internal sealed class PublishedRevisions(NpgsqlDataSource database)
{
    public async Task Write<TRow>(IReadOnlyList<TRow> rows, Country country, CancellationToken ct)
        where TRow : IMessage<TRow>
    {
        var headers = rows
            .Select(row => (Wire.FigureHeader)row.Descriptor.FindFieldByName("header").Accessor.GetValue(row))
            .Where(header => header.Basis == Wire.Basis.Published)
            .Select(header => (Header: header, Report: Report(header, country)))
            .Where(found => found.Report is not null)
            .ToList();
        if (headers.Count == 0)
        {
            return;
        }

        await using var command = database.CreateCommand("""
            select stream_id, max(version) from ogi.mt_events where stream_id = any($1) and seq_id <= $2
            group by stream_id
            """);
        command.Parameters.AddValue<string[]>(
            [.. headers.Select(found => found.Report!).Distinct(StringComparer.Ordinal)]);
        command.Parameters.AddValue(country.Number);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            versions[reader.GetString(0)] = reader.GetInt64(1);
        }

        foreach (var (header, report) in headers.Where(found => versions.ContainsKey(found.Report!)))
        {
            header.Revision = $"{report}/revisions/{versions[report!]}";
        }
    }

    private static string? Report(Wire.FigureHeader header, Country country)
    {
        var division = header.CountedDivisions is [var then] ? then : header.Division;
        return country.Speaker(division[Registry.Division.Prefix.Length..]) is { } organ
            ? new ReportName(
                organ.Code, header.Year,
                header.Scope == Wire.Scope.Level ? Scope.Level : Scope.Region).ToString()
            : null;
    }
}
