using Marten;
using Npgsql;
using StatsService.Canonical;
using StatsService.Log;
using StatsService.Registry;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// What stands of that which the filings of a group name: one round trip for all of them.
/// </summary>
internal sealed class FilingReads
{
    /// <summary>
    /// For each id or code the organ and its division. (Each <c>limit 1</c>: so that they are looked up one by one, and
    /// no table is gone through for the few that are asked for.)
    /// </summary>
    private const string Owners = """
        select asked, o.data, o.division, v.data
        from unnest($1) asked
        left join lateral (select organ from ogi.organ_code where code = asked limit 1) c on true
        cross join lateral (
            select data, division from ogi.mt_doc_organ where id = 'organs/' || coalesce(c.organ, asked) limit 1) o
        left join lateral (
            select data from ogi.mt_doc_division where id = 'divisions/' || o.division limit 1) v on true
        """;

    /// <summary>
    /// The reports under these names, by whichever code of their organs ($1, and what follows it in a name, $2).
    /// </summary>
    private const string OnFile = """
        select r.data, r.mt_version
        from unnest($1, $2) as asked (organ, rest)
        left join lateral (select organ from ogi.organ_code where code = asked.organ limit 1) c on true
        cross join lateral (
            select data, mt_version from ogi.mt_doc_annualreport
            where id = 'organs/' || coalesce(c.organ, asked.organ) || asked.rest limit 1) r
        """;

    private FilingReads()
    {
    }

    /// <summary>By the ids and codes that the filings name; null: not registered.</summary>
    public Dictionary<string, Organ?> Organs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Division> Divisions { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of the reports that are to be filed that were filed before.</summary>
    public Dictionary<string, AnnualReport> Reports { get; } = new(StringComparer.Ordinal);

    /// <summary>By the ids of their requests.</summary>
    public Dictionary<Guid, Receipt> Receipts { get; private set; } = [];

    public static async Task<FilingReads> Of(
        IReadOnlyCollection<Wire.FileReportRequest> requests, string client, ISerializer json,
        NpgsqlDataSource database, CancellationToken ct)
    {
        var reads = new FilingReads();
        var names = requests.Select(request => ReportName.Parse(request.Report?.Name ?? "")).OfType<ReportName>()
            .Distinct().ToList();
        foreach (var key in names.Select(name => name.Organ)
            .Concat(requests.Select(request => ResourceIds.Id("organs", request.OnBehalfOf)))
            .Where(key => key.Length > 0))
        {
            reads.Organs[key] = null;
        }

        await using var batch = database.CreateBatch();
        var receipts = Add(batch, Log.Receipts.ById);
        receipts.AddValue(client);
        receipts.AddValue(Ids(requests));
        Add(batch, Owners).AddValue<string[]>([.. reads.Organs.Keys]);
        var onFile = Add(batch, OnFile);
        onFile.AddValue<string[]>([.. names.Select(name => name.Organ)]);
        onFile.AddValue<string[]>(
            [.. names.Select(name => name.ToString()[(Organ.Prefix.Length + name.Organ.Length)..])]);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await reads.Read(rows, json, ct);
        return reads;
    }

    private static NpgsqlParameterCollection Add(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    private static Guid[] Ids(IEnumerable<Wire.FileReportRequest> requests) =>
    [
        .. requests
            .Select(request => Guid.TryParseExact(request.RequestId, "D", out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty),
    ];

    private async Task Read(NpgsqlDataReader rows, ISerializer json, CancellationToken ct)
    {
        Receipts = await Log.Receipts.Read(rows, ct);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            Organs[rows.GetString(0)] = await json.FromJsonAsync<Organ>(rows, 1, ct);
            var division = rows.GetString(2);
            if (!Divisions.ContainsKey(division) && !await rows.IsDBNullAsync(3, ct))
            {
                Divisions[division] = await json.FromJsonAsync<Division>(rows, 3, ct);
            }
        }

        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var report = await json.FromJsonAsync<AnnualReport>(rows, 0, ct);
            Reports[report.Id] = report with { Version = rows.GetInt64(1) };
        }
    }
}
