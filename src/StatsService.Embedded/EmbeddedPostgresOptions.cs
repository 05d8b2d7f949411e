namespace StatsService.Embedded;

/// <summary>How the embedded server runs. The defaults are those of a service that keeps its data.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>
    /// Where the data lives. Null: <c>$XDG_DATA_HOME/stats-service/postgres</c> (<c>~/.local/share/…</c>),
    /// for root <c>/var/lib/stats-service/postgres</c>.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// For tests: a new folder in the temporary folder, nothing forced to disk, everything deleted at the end.
    /// </summary>
    public bool Throwaway { get; init; }

    public int MaxConnections { get; init; } = 100;

    public int SharedBuffersMegabytes { get; init; } = 256;

    /// <summary>One throwaway server for a test process: many small databases, little memory.</summary>
    public static EmbeddedPostgresOptions ForTests { get; } =
        new() { Throwaway = true, MaxConnections = 200, SharedBuffersMegabytes = 64 };
}
