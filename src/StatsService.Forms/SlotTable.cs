using System.Collections.Frozen;

namespace StatsService.Forms;

/// <summary>The place of one figure in every vector and sum: an indicator, for one applicant kind or for all.</summary>
/// <param name="Number">From 0, in the order of the indicators' names, then of the applicant kinds.</param>
/// <param name="Applicant"><see cref="ApplicantKind.Unspecified"/>: all together, as printed.</param>
/// <param name="Topic">Its number in <see cref="SlotTable.Topics"/>.</param>
public sealed record Slot(int Number, Indicator Indicator, ApplicantKind Applicant, int Topic);

/// <summary>All slots of a catalog. Another catalog has another table: sums of both cannot be added.</summary>
public sealed class SlotTable
{
    /// <summary>Topics are kept as bits of a number.</summary>
    private const int MostTopics = 64;

    private readonly FrozenDictionary<string, Slot?[]> _byIndicator;

    internal SlotTable(IEnumerable<Indicator> indicators, IReadOnlyList<Topic> topics)
    {
        var all = indicators.ToList();
        var used = all.ToDictionary(i => i.Name, i => Topic.Of(i.Name, topics), StringComparer.Ordinal);
        Topics = [.. used.Values.DistinctBy(topic => topic.Id, StringComparer.Ordinal)
            .OrderBy(topic => topic.Id, StringComparer.Ordinal)];
        if (Topics.Count > MostTopics)
        {
            throw new FormatException(
                $"The indicators have {Topics.Count} topics, more than {MostTopics}; list them in topics.json.");
        }

        var topicNumbers = Topics.Select((topic, number) => (topic.Id, number))
            .ToDictionary(topic => topic.Id, topic => topic.number, StringComparer.Ordinal);
        All = [.. all.SelectMany(Figures).Select((figure, number) =>
            new Slot(number, figure.Indicator, figure.Applicant, topicNumbers[used[figure.Indicator.Name].Id]))];
        TopicBits = [.. All.Select(slot => 1UL << slot.Topic)];
        _byIndicator = All.GroupBy(slot => slot.Indicator.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(own => own.Key, ByApplicant, StringComparer.Ordinal);
    }

    public IReadOnlyList<Slot> All { get; }

    public int Count => All.Count;

    /// <summary>By id; at most 64: a set of them is the bits of a number.</summary>
    public IReadOnlyList<Topic> Topics { get; }

    public Slot this[int number] => All[number];

    /// <summary>The bits of the slots' topics, by their numbers.</summary>
    internal ulong[] TopicBits { get; }

    /// <summary>None where the indicator is not measured by applicant, or is unknown.</summary>
    public Slot? Find(string indicator, ApplicantKind applicant = ApplicantKind.Unspecified) =>
        _byIndicator.TryGetValue(indicator, out var own) && (uint)applicant < (uint)own.Length
            ? own[(int)applicant]
            : null;

    /// <param name="slots">Of one indicator.</param>
    private static Slot?[] ByApplicant(IEnumerable<Slot> slots)
    {
        var own = new Slot?[Enum.GetValues<ApplicantKind>().Length];
        foreach (var slot in slots)
        {
            own[(int)slot.Applicant] = slot;
        }

        return own;
    }

    private static IEnumerable<(Indicator Indicator, ApplicantKind Applicant)> Figures(Indicator indicator) =>
        Enum.GetValues<ApplicantKind>()
            .Where(applicant => indicator.ByApplicant || applicant == ApplicantKind.Unspecified)
            .Select(applicant => (indicator, applicant));
}
