namespace StatsService.Forms;

/// <summary>
/// The indicators that a form asks in one section: what a government publishes for a topic replaces what is computed
/// for that topic, and for no other (decision 8).
/// </summary>
/// <param name="Id">Stable: <c>applications</c>, <c>litigation</c>.</param>
/// <param name="Indicators">What the names of its indicators begin with.</param>
public sealed record Topic(string Id, LocalizedText Title, IReadOnlyList<string> Indicators)
{
    /// <summary>
    /// The topic of an indicator by the longest beginning of its name that a topic lists; a new form need not list
    /// any: then the first word of the name is a topic of its own.
    /// </summary>
    internal static Topic Of(string indicator, IReadOnlyList<Topic> topics)
    {
        for (var name = indicator; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            if (topics.FirstOrDefault(topic => topic.Indicators.Contains(name, StringComparer.Ordinal)) is { } found)
            {
                return found;
            }
        }

        var first = indicator.Split('.')[0];
        return new(first, new(first, first), [first]);
    }
}
