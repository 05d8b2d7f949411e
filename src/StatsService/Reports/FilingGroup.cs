using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Requests;

namespace StatsService.Reports;

/// <summary>
/// All that a group of filings refers to, read at once, with what the filings before brought on top: what is to be
/// stored.
/// </summary>
internal sealed class FilingGroup(FilingReads reads, OrganDirectory directory, TimeProvider clock) : IOrganFacts
{
    private readonly Dictionary<string, AnnualReport> _reports = new(StringComparer.Ordinal);
    private readonly HashSet<string> _brought = new(StringComparer.Ordinal);

    public List<PendingEvent> Events { get; } = [];

    public List<SourceText> Texts { get; } = [];

    public List<SourceUse> Uses { get; } = [];

    /// <summary>The receipts to be written, by the ids of the requests.</summary>
    public Dictionary<Guid, Receipt> Receipts { get; } = [];

    /// <summary>What those that are to be answered from a receipt of this group left.</summary>
    public Dictionary<Guid, Filed> Done { get; } = [];

    public async Task<Organ?> Find(string idOrCode, CancellationToken ct) =>
        reads.Organs.TryGetValue(idOrCode, out var organ) ? organ : await directory.Find(idOrCode, ct);

    public async Task<IReadOnlyList<string>> Path(string division, CancellationToken ct) =>
        reads.Divisions.TryGetValue(division, out var found) ? found.Path : await directory.Path(division, ct);

    public async Task<OrganFacts> Facts(Organ organ, int year, CancellationToken ct) =>
        reads.Divisions.TryGetValue(organ.Division, out var division)
            ? organ.FactsIn(year, division)
            : await directory.Facts(organ, year, ct);

    /// <summary>The receipt of a request that was carried out before this group, or null.</summary>
    public Receipt? Before(RequestKey? request) =>
        request is null ? null : reads.Receipts.GetValueOrDefault(request.Id)?.For(request);

    /// <summary>What a filing before of this group with the same request left, or null.</summary>
    public Filed? Earlier(RequestKey? request)
    {
        if (request is null || !Receipts.TryGetValue(request.Id, out var receipt))
        {
            return null;
        }

        receipt.For(request);
        return Done[request.Id];
    }

    /// <summary>Whether a filing before uses this text.</summary>
    public bool Brings(byte[] sha256) => _brought.Contains(Sources.Name(sha256));

    /// <summary>A report as it stands; null: it was never filed.</summary>
    public AnnualReport? Report(string name) =>
        _reports.GetValueOrDefault(name) ?? reads.Reports.GetValueOrDefault(name);

    /// <summary>The report as the event leaves it, chained to the one before.</summary>
    /// <param name="e">Null: nothing is to be stored.</param>
    public Filed Add(Filing filing, IMessage? e, EventMeta author, RequestKey? request)
    {
        var name = filing.Name.ToString();
        var filed = e is null ? new(Report(name)!, Event: null) : Stored(name, filing, e, author, request);
        if (request is not null)
        {
            Receipts[request.Id] = new(request.Digest, [name], [filed.State.Version], e is not null);
            Done[request.Id] = filed;
        }

        return filed;
    }

    private Filed Stored(string name, Filing filing, IMessage e, EventMeta author, RequestKey? request)
    {
        var before = Report(name);
        var meta = EventChain.MetaOf(author, request);
        EventChain.Seal(meta, before?.Stored.Hash ?? ByteString.Empty, clock);
        e.SetMeta(meta);
        var report = AnnualReport.Fold(before, name, e);
        Events.Add(new(name, report.Version, e, meta, report));
        Texts.AddRange(filing.Texts);
        Uses.AddRange(Sources.Uses(name, report.Version, e));
        _brought.UnionWith(filing.Header.Sections.Select(section => Sources.Name(section.Sha256.Span)));
        return new(_reports[name] = report, e);
    }
}

/// <summary>What a filing left.</summary>
/// <param name="Event">What it stored. Null: exactly this was on file already.</param>
internal sealed record Filed(AnnualReport State, IMessage? Event);
