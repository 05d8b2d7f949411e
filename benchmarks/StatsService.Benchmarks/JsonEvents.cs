using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>
/// The other side of the feed: a log whose events are JSONB and say what a FULL change of a filing says, as briefly as
/// a member a cell allows; what is no count and not blank stands apart, as the API's JSON has it.
/// </summary>
internal static class JsonEvents
{
    private const int Page = 1_000;

    private static readonly JsonSerializerOptions Brief =
        new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public static async Task Fill(NpgsqlDataSource database, IEnumerable<Change> changes)
    {
        await using var create = database.CreateCommand(
            "create table events_in_json (seq_id bigint primary key, stream_id text not null, data jsonb not null)");
        await create.ExecuteNonQueryAsync();
        await using var connection = await database.OpenConnectionAsync();
        await using var writer = await connection.BeginBinaryImportAsync("copy events_in_json from stdin binary");
        foreach (var (change, number) in changes.Select((change, i) => (change, (long)i)))
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(number, NpgsqlDbType.Bigint);
            await writer.WriteAsync(change.Report, NpgsqlDbType.Text);
            await writer.WriteAsync(JsonSerializer.Serialize(Of(change), Brief), NpgsqlDbType.Jsonb);
        }

        await writer.CompleteAsync();
    }

    /// <returns>How many events there are, and the sum of their counts.</returns>
    public static async Task<(int Events, long Sum)> Read(NpgsqlDataSource database)
    {
        for (var (count, sum) = (0, 0L); ;)
        {
            await using var command = database.CreateCommand(
                "select seq_id, stream_id, data::text from events_in_json where seq_id >= $1 order by seq_id limit $2");
            command.Parameters.Add(new() { Value = (long)count });
            command.Parameters.Add(new() { Value = Page });
            await using var rows = await command.ExecuteReaderAsync();
            var before = count;
            while (await rows.ReadAsync())
            {
                var e = JsonSerializer.Deserialize<Filed>(rows.GetString(2), Brief)!;
                sum += e.Tables.Sum(table => table.Cells.Values.Sum() ?? 0);
                count++;
            }

            if (count == before)
            {
                return (count, sum);
            }
        }
    }

    private static Filed Of(Change change)
    {
        var (e, report) = (change.Event, change.ReportAfter);
        return new(
            new(e.Client, e.Person, e.Organ, e.OnBehalfOf, e.Reason, e.RequestId, e.TraceId, e.Time.ToDateTime()),
            report.Organ, report.OrganTitle, report.Title, report.DocumentNumber, report.PublicationDate?.ToString(),
            report.IssuingOffice, report.Source?.ToString(),
            [.. report.NarrativeSections.Select(section => section.ToString())],
            [.. report.StatedFigures.Select(figure => figure.ToString())],
            [.. report.Tables.Select(Of)]);
    }

    private static Table Of(ReportTable table)
    {
        var plain = table.Cells.ToLookup(cell =>
            new CellValue(cell.Value) { Count = 0 }.Equals(new CellValue { Count = 0 })
            || cell.Value.Equals(new CellValue { Gap = CellGap.Blank }));
        return new(
            table.Table, table.Form, table.Scope, table.PrintedScope, table.Note,
            plain[true].ToDictionary(
                cell => cell.Key, cell => cell.Value.HasCount ? (long?)cell.Value.Count : null, StringComparer.Ordinal),
            plain[false].ToDictionary(
                cell => cell.Key, cell => JsonFormatter.Default.Format(cell.Value), StringComparer.Ordinal));
    }

    private sealed record Who(
        string Client, string Person, string Organ, string OnBehalfOf, string Reason, string RequestId, string TraceId,
        DateTime Time);

    private sealed record Filed(
        Who By, string Organ, string OrganTitle, string Title, string DocumentNumber, string? PublicationDate,
        string IssuingOffice, string? Source, IReadOnlyList<string> Sections, IReadOnlyList<string> Figures,
        IReadOnlyList<Table> Tables);

    private sealed record Table(
        string Id, string Form, Scope Scope, string PrintedScope, string Note, Dictionary<string, long?> Cells,
        Dictionary<string, string> Others);
}
