namespace StatsService.Log;

/// <summary>A point of the log at which an answer is made.</summary>
/// <param name="Position">Of the last event that is included.</param>
/// <param name="Time">When that event was recorded.</param>
/// <param name="IsCurrent">Whether it is the newest, so that what stands now may be shown.</param>
/// <param name="Histories">Those of the log that it is of.</param>
internal sealed record LogPoint(Position Position, DateTimeOffset Time, bool IsCurrent, Histories Histories)
{
    /// <summary>Its number in this log.</summary>
    public long Number => Position.Number;
}
