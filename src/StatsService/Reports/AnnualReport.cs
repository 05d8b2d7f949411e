using System.Text.Json.Serialization;
using Google.Protobuf;
using JasperFx.Events;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Reports;

/// <summary>
/// One report as it stands, folded from its events. State only: decisions live in the use cases.
/// What lists filter by are members of their own; all else is one protobuf (<see cref="Body"/>),
/// a third of the size of JSON (docs/adr/0006).
/// </summary>
internal sealed record AnnualReport : IStreamState<AnnualReport>
{
    /// <summary>The report's name and the key of its stream.</summary>
    public required string Id { get; init; }

    /// <summary>The number of events so far; Marten sets it. Clients see it as the revision.</summary>
    public long Version { get; init; }

    public required string Organ { get; init; }

    public int Year { get; init; }

    public Scope Scope { get; init; }

    public State State { get; init; }

    /// <summary>The forms of its tables.</summary>
    public string[] Forms { get; init; } = [];

    /// <summary>The strength of its gravest open finding, by the rules of <see cref="Catalog"/>.</summary>
    public FindingStrength OpenStrength { get; init; }

    /// <summary>
    /// The version of the catalog that <see cref="OpenStrength"/> was found by. A release with another one finds it
    /// anew before it serves (<see cref="OpenStrengths"/>).
    /// </summary>
    public string Catalog { get; init; } = "";

    /// <summary>As stored in its header, yyyymmdd, where counts of a whole year find it; 0: not known.</summary>
    public int PublicationDate { get; init; }

    /// <summary>What reports with the same tables have in common (<see cref="CopyRules.DigestOf"/>).</summary>
    public Guid? TablesDigest { get; init; }

    /// <summary>Those of earlier revisions with other tables: as of then it is found by them. Null: none.</summary>
    public Guid[]? FormerDigests { get; init; }

    /// <summary>The report that it is marked a copy of. Null: it is not marked.</summary>
    public string? CopyOf { get; init; }

    /// <summary>A <see cref="StoredReport"/>.</summary>
    public byte[] Body { get; init; } = [];

    [JsonIgnore]
    public StoredReport Stored
    {
        get => field ??= StoredReport.Parser.ParseFrom(Body);
        private init;
    }

    [JsonIgnore]
    public ReportContent Content => field ??= new(
        Year, Scope, [.. Stored.Tables.Select(StoredTables.Read)], [.. Stored.StatedFigures.Select(StoredValues.Read)]);

    [JsonIgnore]
    public CheckResult Check => field ??= FormCatalog.Default.Check(
        Content, new((DivisionLevel)Stored.Organ.DivisionLevel, (OrganKind)Stored.Organ.Kind));

    ByteString IStreamState<AnnualReport>.LastHash => Stored.Hash;

    /// <summary>Changes with every revision and tells histories apart.</summary>
    [JsonIgnore]
    public string Etag => $"{Version}-{Convert.ToHexStringLower(Stored.Hash.Span[..6])}";

    /// <summary>Whether a finding stands confirmed for the values it has now.</summary>
    public bool IsConfirmed(Finding finding) => Confirmation(finding.Id) is { } confirmation
        && string.Equals(confirmation.ValuesHash, finding.ValuesHash, StringComparison.Ordinal);

    public StoredConfirmation? Confirmation(string findingId) => Stored.Confirmations.FirstOrDefault(
        confirmation => string.Equals(confirmation.FindingId, findingId, StringComparison.Ordinal));

    public static AnnualReport Create(IEvent<ReportFiled> e) => After(current: null, e, e.Data);

    public AnnualReport Apply(IEvent<ReportFiled> e) => After(this, e, e.Data);

    public AnnualReport Apply(IEvent<ReportCorrected> e) => After(this, e, e.Data);

    public AnnualReport Apply(IEvent<ReportReturned> e) => After(this, e, e.Data);

    public AnnualReport Apply(IEvent<ReportAccepted> e) => After(this, e, e.Data);

    public AnnualReport Apply(IEvent<FindingConfirmed> e) => After(this, e, e.Data);

    public AnnualReport Apply(IEvent<ReportWithdrawn> e) => After(this, e, e.Data);

    public AnnualReport Apply(IEvent<ReportMarkedCopy> e) => After(this, e, e.Data);

    public AnnualReport Apply(IEvent<ReportUnmarkedCopy> e) => After(this, e, e.Data);

    /// <summary>What <see cref="ReportFold"/> makes of it, with what snapshots have beside.</summary>
    public static AnnualReport Fold(AnnualReport? current, string stream, IMessage e)
    {
        var stored = ReportFold.Apply(current?.Stored, e);
        stored.Hash = EventChain.Hash(e);
        var report = Of(stream, (current?.Version ?? 0) + 1, stored) with
        {
            Forms =
            [
                .. stored.Tables.Select(table => table.Form)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            PublicationDate = stored.Header?.PublicationDate ?? 0,
            Body = stored.ToByteArray(),
            Catalog = FormCatalog.Default.Version,
        };
        var strength = report.GravestOpen(); // Before the copy, which then has what was checked.
        var digest = e is ReportFiled or ReportCorrected ? report.DigestOfTables() : current?.TablesDigest;
        return report with
        {
            OpenStrength = strength,
            TablesDigest = digest,
            FormerDigests = current?.TablesDigest is { } former && former != digest
                ? [.. (current.FormerDigests ?? []).Append(former).Distinct()]
                : current?.FormerDigests,
        };
    }

    /// <summary>
    /// What events leave, for whoever measures it: without what the next event, snapshots and lists need, which costs
    /// as much again.
    /// </summary>
    /// <param name="events">All events of the stream so far.</param>
    public static AnnualReport Said(string stream, IReadOnlyCollection<IMessage> events) => Of(
        stream, events.Count, events.Aggregate((StoredReport?)null, ReportFold.Apply)!);

    /// <summary>The same of what is folded already.</summary>
    public static AnnualReport Of(string stream, long version, StoredReport stored)
    {
        var name = ReportName.Parse(stream)
            ?? throw new InvalidOperationException($"The stream {stream} is no report's.");
        return new()
        {
            Id = stream,
            Version = version,
            Organ = name.Organ,
            Year = name.Year,
            Scope = name.Scope,
            State = (State)stored.State,
            CopyOf = stored.CopyOf.Length > 0 ? stored.CopyOf : null,
            Stored = stored,
        };
    }

    /// <summary>By the rules of this release.</summary>
    public Guid? DigestOfTables() => FormCatalog.Default.Copies.DigestOf(Content);

    private static AnnualReport After(AnnualReport? current, IEvent stored, IMessage e) =>
        stored.Kept<AnnualReport>() ?? Fold(current, stored.StreamKey!, e);

    /// <summary>The strength of its gravest open finding, by the rules of this release.</summary>
    public FindingStrength GravestOpen() => Check.Findings
        .Where(finding => !IsConfirmed(finding))
        .Select(finding => finding.Strength)
        .Append(default)
        .Max();
}
