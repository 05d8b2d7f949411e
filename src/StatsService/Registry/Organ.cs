using System.Text.Json.Serialization;
using Google.Protobuf;
using JasperFx.Events;
using Ogi.Stats.Store.V1;
using StatsService.Forms;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>An organ 行政机关 as it stands, folded from its events. What searches need are members of their own.</summary>
public sealed record Organ
{
    /// <summary>The key of its stream: <c>organs/140400</c>.</summary>
    public required string Id { get; init; }

    public long Version { get; init; }

    /// <summary>The id of its division.</summary>
    public string Division { get; init; } = "";

    public OrganKind Kind { get; init; }

    /// <summary>Codes learnt later, which every request takes in place of the id.</summary>
    public string[] Codes { get; init; } = [];

    /// <summary>Pairs of neighbouring characters of its names and aliases: what a search by name looks up.</summary>
    public string[] Bigrams { get; init; } = [];

    /// <summary>An <see cref="OrganState"/>.</summary>
    public byte[] Body { get; init; } = [];

    [JsonIgnore]
    public OrganState State => field ??= OrganState.Parser.ParseFrom(Body);

    [JsonIgnore]
    public string Etag => $"{Version}-{Convert.ToHexStringLower(State.Hash.Span[..6])}";

    /// <summary>The name that it bore in a year; the newest where none is known for that year.</summary>
    public string TitleIn(int year) => (State.Organ.Names.FirstOrDefault(name => Bore(name, year)) ?? State.Organ.Names[0]).Title;

    public static Organ Create(IEvent<OrganRecorded> e) => Fold(new OrganState(), e);

    public Organ Apply(IEvent<OrganRecorded> e) => Fold(State.Clone(), e);

    public Organ Apply(IEvent<OrgansSucceeded> e) => Fold(State.Clone(), e);

    public Organ Apply(IEvent<OrganExempted> e) => Fold(State.Clone(), e);

    private static Organ Fold(OrganState state, IEvent e)
    {
        switch (e.Data)
        {
            case OrganRecorded recorded:
                state.Organ = recorded.Organ;
                break;
            case OrgansSucceeded succeeded:
                state.Successions.Add(succeeded.Succession);
                break;
            case OrganExempted exempted:
                Exempt(state, exempted);
                break;
            default:
                throw new InvalidOperationException($"{e.EventTypeName} is no event of an organ.");
        }

        state.Hash = EventMetas.Hash((IMessage)e.Data);
        return new()
        {
            Id = e.StreamKey!,
            Version = e.Version,
            Division = state.Organ.Division,
            Kind = (OrganKind)state.Organ.Kind,
            Codes = [.. state.Organ.Codes],
            Bigrams = [.. OrganNames.Bigrams(state.Organ.Names.Select(name => name.Title).Concat(state.Organ.Aliases))],
            Body = state.ToByteArray(),
        };
    }

    private static void Exempt(OrganState state, OrganExempted e)
    {
        if (state.Exemptions.FirstOrDefault(x => x.Year == e.Year && x.Scope == e.Scope) is { } old)
        {
            state.Exemptions.Remove(old);
        }

        if (!e.Lifted)
        {
            state.Exemptions.Add(new StoredExemption { Year = e.Year, Scope = e.Scope, Reason = e.Meta.Reason });
        }
    }

    private static bool Bore(StoredName name, int year) =>
        (name.FirstYear != 0 || name.LastYear != 0)
        && name.FirstYear <= year && (name.LastYear == 0 || year <= name.LastYear);
}
