using Ogi.Stats.V1;

namespace StatsService.Client.Following;

/// <summary>What a <see cref="Follower"/> follows, and how.</summary>
public sealed record FollowerOptions
{
    /// <summary>What to copy; without kinds. Where it is another one than before, the copy is taken anew.</summary>
    public ChangeFilter Filter { get; init; } = new();

    /// <summary>Changes in one step, at most.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>The longest silence of the service while it is followed; twice that, and it is asked again.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long it tries again where nothing succeeds. By default for ever.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Told after each step.</summary>
    public IProgress<FollowerProgress>? Progress { get; init; }
}

/// <summary>How far a follower has come.</summary>
/// <param name="Phase">What it does.</param>
/// <param name="Count">Resources or changes applied in this phase.</param>
/// <param name="Position">That of the copy.</param>
/// <param name="Total">How many there will be, about; null: not known.</param>
public sealed record FollowerProgress(FollowerPhase Phase, long Count, string Position, long? Total);

/// <summary>What a follower does.</summary>
public enum FollowerPhase
{
    /// <summary>It takes a snapshot.</summary>
    Snapshot,

    /// <summary>It applies the changes since.</summary>
    CatchingUp,

    /// <summary>It has applied all of them, and waits for more.</summary>
    CaughtUp,

    /// <summary>It could not go on, and tries again.</summary>
    Interrupted,
}
