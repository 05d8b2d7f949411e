using System.Collections.Frozen;
using StatsService.Forms.Measuring;

namespace StatsService.Forms;

/// <summary>The place of one figure in every vector and sum: an indicator, for one applicant kind or for all.</summary>
/// <param name="Number">
/// From 0: page by page (<see cref="SlotTable.Pages"/>), then in the order of the indicators' names, then of the
/// applicant kinds.
/// </param>
/// <param name="Applicant"><see cref="ApplicantKind.Unspecified"/>: all together, as printed.</param>
/// <param name="Topic">Its number in <see cref="SlotTable.Topics"/>.</param>
public sealed record Slot(int Number, Indicator Indicator, ApplicantKind Applicant, int Topic);

/// <summary>Slots whose numbers follow on each other.</summary>
/// <param name="End">The number behind the last.</param>
/// <param name="HasTopics">Whether what is known of whole topics stands with them.</param>
public sealed record SlotPage(int First, int End, bool HasTopics);

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
        var byApplicant = all.Where(indicator => indicator.ByApplicant)
            .Select(indicator => used[indicator.Name].Id).ToHashSet(StringComparer.Ordinal);
        var pages = all.SelectMany(Figures).ToLookup(figure => figure.Applicant != ApplicantKind.Unspecified ? 1
            : byApplicant.Contains(used[figure.Indicator.Name].Id) ? 0
            : 2);
        All = [.. pages.OrderBy(page => page.Key).SelectMany(page => page).Select((figure, number) =>
            new Slot(number, figure.Indicator, figure.Applicant, topicNumbers[used[figure.Indicator.Name].Id]))];
        var (first, second) = (pages[0].Count(), pages[0].Count() + pages[1].Count());
        Whole = new(0, Count, HasTopics: true);
        Pages = [new(0, first, HasTopics: true), new(first, second, false), new(second, Count, false)];
        TopicBits = [.. All.Select(slot => 1UL << slot.Topic)];
        _byIndicator = All.GroupBy(slot => slot.Indicator.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(own => own.Key, ByApplicant, StringComparer.Ordinal);
    }

    public IReadOnlyList<Slot> All { get; }

    public int Count => All.Count;

    /// <summary>
    /// Slots that stand together in what is stored, those that are asked for most first: of the topics that are
    /// measured by applicant the figures of all applicants together, then those of each kind; then all other topics.
    /// </summary>
    public IReadOnlyList<SlotPage> Pages { get; }

    /// <summary>How many of the pages, from the first on, have all slots of a pick. Null: all slots.</summary>
    public int PagesOf(SlotPick? only) => only is null
        ? Pages.Count
        : Pages.Count(page => page.First <= only.Slots[^1].Number);

    /// <summary>All slots on one page.</summary>
    public SlotPage Whole { get; }

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
