using Ogi.Stats.V1;

namespace StatsService.Callers;

/// <summary>Who calls: made in one place (<see cref="CallerFactory"/>), handed to every use case.</summary>
/// <param name="Client">The authenticated client system.</param>
/// <param name="Person">The person who uses it, as the client names them. Empty: none.</param>
/// <param name="Organ">The id of the organ that the client belongs to. Empty: none.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Division">
/// The id of the division in whose subtree it may do so; <c>000000</c> is the whole country. Empty: nowhere.
/// </param>
internal sealed record Caller(string Client, string Person, string Organ, IReadOnlySet<Role> Roles, string Division)
{
    /// <summary>The nation: the root of all divisions.</summary>
    public const string Nation = "000000";

    /// <summary>The service itself, for what it records at start-up.</summary>
    public static readonly Caller Service = new("stats-service", "", "", new HashSet<Role>(), Nation);

    /// <summary>When the token expires by which the caller signed in. Null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    public bool CoversNation => Division == Nation;

    public bool Holds(Role role) => Roles.Contains(role);

    /// <summary>Refuses a caller whose token expired since the call began: a stream may outlive it.</summary>
    public void DemandSignedIn(TimeProvider clock)
    {
        if (Expires is { } end && end + CallerSetup.ClockSkew < clock.GetUtcNow())
        {
            throw SignInProblems.Expired(end);
        }
    }

    /// <summary>Whether a division, given with all divisions above it, lies within the caller's subtree.</summary>
    public bool Covers(IEnumerable<string> path) => CoversNation || path.Contains(Division, StringComparer.Ordinal);
}
