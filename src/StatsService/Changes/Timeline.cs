using StatsService.Log;

namespace StatsService.Changes;

/// <summary>What the events of one stream left, one after the other.</summary>
internal sealed class Timeline<T>
    where T : class
{
    private readonly List<(long Number, T State)> _states = [];

    /// <param name="events">Of one stream, the oldest first.</param>
    /// <param name="fold">The state before an event (null: none) in, the state after it out.</param>
    public Timeline(IEnumerable<LoggedEvent> events, Func<T?, LoggedEvent, T> fold)
    {
        foreach (var e in events)
        {
            _states.Add((e.Number, fold(_states.LastOrDefault().State, e)));
        }
    }

    /// <summary>The state when a number of the log had been applied; null: there was none yet.</summary>
    public T? At(long number) => _states.LastOrDefault(state => state.Number <= number).State;

    /// <summary>The state right before it.</summary>
    public T? Before(long number) => At(number - 1);
}
