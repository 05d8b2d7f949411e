using System.Text.Json.Serialization;
using Google.Protobuf;
using JasperFx.Events;
using Ogi.Stats.Store.V1;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>An organ 行政机关 as it stands, folded from its events. What searches need are members of their own.</summary>
internal sealed record Organ : IStreamState<Organ>
{
    public const string Prefix = "organs/";

    /// <summary>The key of its stream: <c>organs/140400</c>.</summary>
    public required string Id { get; init; }

    public long Version { get; init; }

    /// <summary>The id of its division.</summary>
    public string Division { get; init; } = "";

    public OrganKind Kind { get; init; }

    /// <summary>Codes learnt later, which every request takes in place of the id.</summary>
    public string[] Codes { get; init; } = [];

    /// <summary>Pairs of characters of its names and aliases: what a search by name looks up.</summary>
    public string[] Pairs { get; init; } = [];

    /// <summary>Its names, each behind its division: whoever is sent without an id or code is found by one.</summary>
    public string[] Bearers { get; init; } = [];

    /// <summary>An <see cref="OrganState"/>.</summary>
    public byte[] Body { get; init; } = [];

    [JsonIgnore]
    public OrganState State => field ??= OrganState.Parser.ParseFrom(Body);

    /// <summary>The id without the name of its collection: <c>140400</c>.</summary>
    [JsonIgnore]
    public string Code => Id[Prefix.Length..];

    /// <summary>The newest name.</summary>
    [JsonIgnore]
    public string Title => State.Organ.Names[0].Title;

    [JsonIgnore]
    public string Etag => $"{Version}-{Convert.ToHexStringLower(State.Hash.Span[..6])}";

    ByteString IStreamState<Organ>.LastHash => State.Hash;

    /// <summary>The name that it bore in a year; the newest where none is known for that year.</summary>
    public string TitleIn(int year) => State.Organ.Names.FirstOrDefault(name => WasNamed(name, year))?.Title ?? Title;

    /// <summary>What the rules and the reports' readers need to know of it.</summary>
    /// <param name="division">Its division, where that is registered.</param>
    public OrganFacts FactsIn(int year, Division? division) => new()
    {
        Title = TitleIn(year),
        Kind = (int)Kind,
        Division = Division,
        DivisionLevel = (int)(division?.Level ?? DivisionLevel.Unspecified),
    };

    /// <summary>Refuses a change by someone who did not read the organ as it stands.</summary>
    public void DemandEtag(string etag)
    {
        if (etag != Etag)
        {
            throw Refusals.StaleEtag(Id, Etag, Version);
        }
    }

    /// <summary>Whoever bears a name in a division.</summary>
    public static string Bearer(string division, string title) => $"{division}/{title}";

    public static Organ Create(IEvent<OrganRecorded> e) => Fold(current: null, e.StreamKey!, e.Data);

    public Organ Apply(IEvent<OrganRecorded> e) => Fold(this, Id, e.Data);

    public Organ Apply(IEvent<OrgansSucceeded> e) => Fold(this, Id, e.Data);

    public Organ Apply(IEvent<OrganExempted> e) => Fold(this, Id, e.Data);

    public static Organ Fold(Organ? current, string stream, IMessage e)
    {
        var state = OrganFold.Apply(current?.State, stream[Prefix.Length..], e);
        return new()
        {
            Id = stream,
            Version = (current?.Version ?? 0) + 1,
            Division = state.Organ.Division,
            Kind = (OrganKind)state.Organ.Kind,
            Codes = [.. state.Organ.Codes],
            Pairs = [.. OrganNames.Pairs(state.Organ.Names.Select(name => name.Title).Concat(state.Organ.Aliases))],
            Bearers = [.. state.Organ.Names.Select(name => Bearer(state.Organ.Division, name.Title)).Distinct(
                StringComparer.Ordinal)],
            Body = state.ToByteArray(),
        };
    }

    private static bool WasNamed(StoredName name, int year) =>
        (name.FirstYear != 0 || name.LastYear != 0)
        && name.FirstYear <= year && (name.LastYear == 0 || year <= name.LastYear);
}
