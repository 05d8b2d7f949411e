using System.Text.Json.Serialization;
using Google.Protobuf;
using JasperFx.Events;
using Ogi.Stats.Store.V1;
using StatsService.Forms;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>
/// A division 行政区划 as it stands, folded from its events. What searches need are members of their own.
/// </summary>
internal sealed record Division : IStreamState<Division>
{
    public const string Prefix = "divisions/";

    /// <summary>The key of its stream: <c>divisions/140400</c>.</summary>
    public required string Id { get; init; }

    public long Version { get; init; }

    public string Title { get; init; } = "";

    public DivisionLevel Level { get; init; }

    /// <summary>By the number in ogi.stats.v1.DivisionKind.</summary>
    public int Kind { get; init; }

    /// <summary>The ids of the divisions above it and its own, from the nation down.</summary>
    public string[] Path { get; init; } = [];

    public YearRange Years { get; init; } = new();

    public string Source { get; init; } = "";

    /// <summary>Whether the newest list has the code no longer.</summary>
    public bool Former { get; init; }

    /// <summary>A <see cref="DivisionState"/>.</summary>
    public byte[] Body { get; init; } = [];

    [JsonIgnore]
    public DivisionState State => field ??= DivisionState.Parser.ParseFrom(Body);

    /// <summary>The id without the name of its collection: <c>140400</c>.</summary>
    [JsonIgnore]
    public string Code => Id[Prefix.Length..];

    ByteString IStreamState<Division>.LastHash => State.Hash;

    /// <summary>The name that it bore in a year, as far as is known.</summary>
    public string TitleIn(int year) =>
        State.Division.Names.FirstOrDefault(name => name.FirstYear <= year)?.Title ?? Title;

    /// <summary>The id of the division above it in a year, as far as is known; null: none.</summary>
    public string? ParentIn(int year) =>
        State.Division.Parents.FirstOrDefault(parent => parent.FirstYear <= year)?.Division
        ?? Path.ElementAtOrDefault(^2);

    public static Division Create(IEvent<DivisionRecorded> e) => Fold(current: null, e.StreamKey!, e.Data);

    public Division Apply(IEvent<DivisionRecorded> e) => Fold(this, Id, e.Data);

    public Division Apply(IEvent<DivisionsChanged> e) => Fold(this, Id, e.Data);

    public static Division Fold(Division? current, string stream, IMessage e)
    {
        var id = stream[Prefix.Length..];
        var state = DivisionFold.Apply(current?.State, id, e);
        var stored = state.Division;
        return new()
        {
            Id = stream,
            Version = (current?.Version ?? 0) + 1,
            Title = stored.Title,
            Level = (DivisionLevel)stored.Level,
            Kind = stored.Kind,
            Path = [.. stored.Ancestors, id],
            Years = new(stored.FirstYear == 0 ? null : stored.FirstYear, stored.LastYear == 0 ? null : stored.LastYear),
            Source = stored.Source,
            Former = stored.Former,
            Body = state.ToByteArray(),
        };
    }
}
