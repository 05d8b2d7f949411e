using JasperFx.Events;
using Ogi.Stats.Store.V1;
using StatsService.Forms;

namespace StatsService.Registry;

/// <summary>A division 行政区划 as it stands, folded from its events.</summary>
internal sealed record Division
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

    public static Division Create(IEvent<DivisionRecorded> e) => Fold(e);

    public Division Apply(IEvent<DivisionRecorded> e) => Fold(e) with { Id = Id };

    private static Division Fold(IEvent<DivisionRecorded> e)
    {
        var stored = e.Data.Division;
        return new()
        {
            Id = e.StreamKey!,
            Version = e.Version,
            Title = stored.Title,
            Level = (DivisionLevel)stored.Level,
            Kind = stored.Kind,
            Path = [.. stored.Ancestors, e.StreamKey![Prefix.Length..]],
            Years = new(stored.FirstYear == 0 ? null : stored.FirstYear, stored.LastYear == 0 ? null : stored.LastYear),
            Source = stored.Source,
            Former = stored.Former,
        };
    }
}
