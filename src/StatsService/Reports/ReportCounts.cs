using Npgsql;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>
/// About how many reports a selection has, without reading them: those that are there now and were there then; what
/// became of them meanwhile is left out.
/// </summary>
internal sealed class ReportCounts(NpgsqlDataSource database, OrgansInDivisions divisions)
{
    public async Task<long> Of(ReportSelection selection, LogPoint point, CancellationToken ct) =>
        (await ByForms(selection, point, ct)).Sum(some => some.Count);

    /// <summary>How many have tables of just these forms.</summary>
    public async Task<IReadOnlyList<(string[] Forms, long Count)>> ByForms(
        ReportSelection selection, LogPoint point, CancellationToken ct)
    {
        var organs = await divisions.AsOf(selection.Divisions, point.Number, ct);
        await using var command = database.CreateCommand();
        command.CommandText = $"""
            select d.forms, count(*) from ogi.mt_doc_annualreport d
            where {selection.ToSql(command.Parameters)} and {organs.ToSql(command.Parameters)}
              and {Existed(point, command.Parameters)}
            group by d.forms
            """;
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<(string[], long)>();
        while (await rows.ReadAsync(ct))
        {
            found.Add((rows.GetFieldValue<string[]>(0), rows.GetInt64(1)));
        }

        return found;
    }

    /// <summary>A condition. Looked up for an earlier point only: it costs a step for each report.</summary>
    public static string Existed(LogPoint point, NpgsqlParameterCollection parameters)
    {
        if (point.IsCurrent)
        {
            return "true";
        }

        parameters.Add(new() { Value = point.Number });
        return $"""
            exists (select from ogi.mt_events e
                where e.stream_id = d.id and e.version = 1 and e.seq_id <= ${parameters.Count})
            """;
    }
}
