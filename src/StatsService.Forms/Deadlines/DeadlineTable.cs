using System.Text.Json;
using System.Text.Json.Serialization;

namespace StatsService.Forms;

/// <summary>The last day on which a report may be published, and where that is ordered.</summary>
public sealed record Deadline(DateOnly Date, string Source);

/// <summary>The deadlines as data: the first line that fits holds. In the year after the report year.</summary>
public static class DeadlineTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly IReadOnlyList<Line> Lines = Load();

    /// <summary>The deadline for a report, or null where none is known (decided by data, docs/forms.md §7).</summary>
    public static Deadline? For(int year, Scope scope, OrganKind kind, DivisionLevel level) =>
        Lines.FirstOrDefault(line => line.Fits(year, scope, kind, level)) is { } found
            ? new(new DateOnly(year + 1, found.Month, found.Day), found.Source)
            : null;

    private static Line[] Load()
    {
        using var stream = typeof(DeadlineTable).Assembly.GetManifestResourceStream("Deadlines/deadlines.json")!;
        return JsonSerializer.Deserialize<Line[]>(stream, Json)!;
    }

    private sealed record Line(
        YearRange Years, int Month, int Day, string Source,
        OrganKind[]? Kinds = null, DivisionLevel[]? Levels = null, Scope[]? Scopes = null)
    {
        public bool Fits(int year, Scope scope, OrganKind kind, DivisionLevel level) =>
            Years.Contains(year)
            && (Kinds is null || Kinds.Contains(kind))
            && (Levels is null || Levels.Contains(level))
            && (Scopes is null || Scopes.Contains(scope));
    }
}
