using JasperFx.Events;

namespace StatsService.Log;

/// <summary>
/// The state that an event leaves, kept with the event until it is stored: who decided on it has folded it already, and
/// the snapshot need not again. Events that were read carry none.
/// </summary>
internal static class FoldedStates
{
    private const string Key = "state";

    public static void Keep(this IEvent e, object state) => e.SetHeader(Key, state);

    public static T? Kept<T>(this IEvent e)
        where T : class => e.GetHeader(Key) as T;
}
