using Marten;
using Npgsql;
using StatsService.Canonical;
using StatsService.Log;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// What stands of that which the filings of a group name: two round trips for all of them.
/// </summary>
internal sealed class FilingReads
{
    /// <summary>For each id or code the organ's id, and its division.</summary>
    private const string Owners = """
        select asked, coalesce(c.organ, asked), o.division
        from unnest($1) asked
        left join ogi.organ_code c on c.code = asked
        join ogi.mt_doc_organ o on o.id = 'organs/' || coalesce(c.organ, asked)
        """;

    private FilingReads()
    {
    }

    /// <summary>By the ids and codes that the filings name; null: not registered.</summary>
    public Dictionary<string, Organ?> Organs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Division> Divisions { get; } = new(StringComparer.Ordinal);

    /// <summary>The reports that are to be filed; null: never filed so far.</summary>
    public Dictionary<string, AnnualReport?> Reports { get; } = new(StringComparer.Ordinal);

    /// <summary>By the ids of their requests.</summary>
    public Dictionary<Guid, Receipt> Receipts { get; private set; } = [];

    public ulong History { get; private set; }

    public static async Task<FilingReads> Of(
        IReadOnlyCollection<Wire.FileReportRequest> requests, string client, IDocumentStore store,
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

        var owners = await reads.ReadOwners(requests, client, database, ct);
        await reads.ReadDocuments(names, owners, store, ct);
        return reads;
    }

    private async Task<Dictionary<string, (string Id, string Division)>> ReadOwners(
        IReadOnlyCollection<Wire.FileReportRequest> requests, string client, NpgsqlDataSource database,
        CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        var receipts = new NpgsqlBatchCommand(Log.Receipts.ById);
        receipts.Parameters.Add(new() { Value = client });
        receipts.Parameters.Add(new() { Value = Ids(requests) });
        var organs = new NpgsqlBatchCommand(Owners);
        organs.Parameters.Add(new() { Value = Organs.Keys.ToArray() });
        batch.BatchCommands.Add(receipts);
        batch.BatchCommands.Add(organs);
        batch.BatchCommands.Add(new(EventLog.HistoryInForce));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        Receipts = await Log.Receipts.Read(reader, ct);
        await reader.NextResultAsync(ct);
        var owners = new Dictionary<string, (string Id, string Division)>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            owners[reader.GetString(0)] = (reader.GetString(1), reader.GetString(2));
        }

        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        History = unchecked((ulong)reader.GetInt64(0));
        return owners;
    }

    private static Guid[] Ids(IEnumerable<Wire.FileReportRequest> requests) =>
    [
        .. requests
            .Select(request => Guid.TryParseExact(request.RequestId, "D", out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty),
    ];

    private async Task ReadDocuments(
        IReadOnlyList<ReportName> names, IReadOnlyDictionary<string, (string Id, string Division)> owners,
        IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var batch = session.CreateBatchQuery();
        var reports = names.Where(name => owners.ContainsKey(name.Organ))
            .Select(name => (name with { Organ = owners[name.Organ].Id }).ToString())
            .Distinct(StringComparer.Ordinal).ToArray();
        var organs = batch.LoadMany<Organ>().ById<string>(
            [.. owners.Values.Select(owner => Organ.Prefix + owner.Id).Distinct(StringComparer.Ordinal)]);
        var divisions = batch.LoadMany<Division>().ById<string>(
            [.. owners.Values.Select(owner => Division.Prefix + owner.Division).Distinct(StringComparer.Ordinal)]);
        var onFile = batch.LoadMany<AnnualReport>().ById<string>(reports);
        await batch.Execute(ct);

        var byId = (await organs).ToDictionary(organ => organ.Code, StringComparer.Ordinal);
        foreach (var (asked, owner) in owners)
        {
            Organs[asked] = byId.GetValueOrDefault(owner.Id);
        }

        foreach (var division in await divisions)
        {
            Divisions[division.Code] = division;
        }

        foreach (var name in reports)
        {
            Reports[name] = null;
        }

        foreach (var report in await onFile)
        {
            Reports[report.Id] = report;
        }
    }
}
