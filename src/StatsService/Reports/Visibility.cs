using System.Collections.Frozen;
using Npgsql;
using StatsService.Callers;
using StatsService.Registry;

namespace StatsService.Reports;

/// <summary>How much of a report a caller sees (decision 13).</summary>
internal enum Visibility
{
    /// <summary>All: who files or reviews for its organ.</summary>
    Whole,

    /// <summary>All but return notices and the reasons of returns and confirmations: everyone, by law.</summary>
    Public,

    /// <summary>Only that it was there: what was withdrawn, whenever that was.</summary>
    Withdrawn,
}

/// <summary>Tells what a caller sees of reports, as they stand or stood.</summary>
internal sealed class Visibilities(AccessCheck access, NpgsqlDataSource database)
{
    public async Task<Visibility> Of(ReportAt at, Caller caller, CancellationToken ct) =>
        (await Of([at], caller, ct))[0];

    /// <summary>One for each, in their order; a report may be among them at several points.</summary>
    public async Task<IReadOnlyList<Visibility>> Of(
        IReadOnlyList<ReportAt> reports, Caller caller, CancellationToken ct)
    {
        var own = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var organ in reports.Select(at => at.Report.Organ).Distinct(StringComparer.Ordinal))
        {
            own[organ] = await access.SeesRestricted(caller, organ, ct);
        }

        var withdrawn = own.ContainsValue(false) ? await Withdrawn(reports, ct) : [];
        return [.. reports.Select(at => own[at.Report.Organ] ? Visibility.Whole
            : withdrawn.Contains((at.Report.Id, at.Number)) ? Visibility.Withdrawn : Visibility.Public)];
    }

    /// <summary>Those of some reports that were withdrawn after a number of the log.</summary>
    public async Task<IReadOnlySet<string>> WithdrawnAfter(
        long number, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        if (names.Count == 0)
        {
            return FrozenSet<string>.Empty;
        }

        await using var command = database.CreateCommand(
            "select distinct stream_id from ogi.mt_events "
            + "where stream_id = any($1) and seq_id > $2 and type = 'report_withdrawn'");
        command.Parameters.Add(new() { Value = names.ToArray() });
        command.Parameters.Add(new() { Value = number });
        return (await command.ReadIds(ct)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Those that are withdrawn, or were at some time after the point they stand at, each with it.</summary>
    private async Task<HashSet<(string Name, long Number)>> Withdrawn(
        IReadOnlyList<ReportAt> reports, CancellationToken ct)
    {
        const string Sql = """
            select distinct at.name, at.number from unnest($1::text[], $2::bigint[]) at (name, number)
            join ogi.mt_events e on e.stream_id = at.name and e.seq_id >= at.number
            where e.type = 'report_withdrawn'
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = reports.Select(at => at.Report.Id).ToArray() });
        command.Parameters.Add(new() { Value = reports.Select(at => at.Number).ToArray() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var withdrawn = new HashSet<(string Name, long Number)>();
        while (await rows.ReadAsync(ct))
        {
            withdrawn.Add((rows.GetString(0), rows.GetInt64(1)));
        }

        return withdrawn;
    }
}
