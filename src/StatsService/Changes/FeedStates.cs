using Ogi.Stats.Store.V1;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;

namespace StatsService.Changes;

/// <summary>
/// What some events changed, as it stood before and after each of them, and where it lay: read at once, whatever lies
/// between these events and now.
/// </summary>
internal sealed class FeedStates
{
    private readonly Dictionary<string, Timeline<StoredReport>> _reports;
    private readonly Dictionary<string, Timeline<Organ>> _organs;
    private readonly Dictionary<string, Timeline<Division>> _divisions;

    private FeedStates(
        Dictionary<string, Timeline<StoredReport>> reports, Dictionary<string, Timeline<Organ>> organs,
        Dictionary<string, Timeline<Division>> divisions) =>
        (_reports, _organs, _divisions) = (reports, organs, divisions);

    /// <param name="events">In their order.</param>
    /// <param name="places">Whether it is asked where reports lie.</param>
    public static async Task<FeedStates> Read(
        EventStreams streams, IReadOnlyList<FeedEvent> events, bool places, CancellationToken ct)
    {
        var last = events[^1].Number;
        var (reports, registry) = (new Dictionary<string, Timeline<StoredReport>>(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal));
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var e in events)
        {
            if (e.Report is not { } name)
            {
                registry.Add(e.Stream);
                continue;
            }

            if (places)
            {
                registry.Add(Organ.Prefix + name.Organ);
            }

            if (e.Logged.Version > 1)
            {
                changed.Add(e.Stream);
            }
            else
            {
                reports[e.Stream] = new([e.Logged], Fold);
            }
        }

        var before = await streams.Events(changed, last, ct);
        foreach (var name in changed)
        {
            reports[name] = new(before[name], Fold);
        }

        var known = await streams.Events([.. registry.Where(IsOrgan)], last, ct);
        var organs = known.ToDictionary(
            organ => organ.Key,
            organ => new Timeline<Organ>(organ, (state, e) => Organ.Fold(state, organ.Key, e.Data)),
            StringComparer.Ordinal);
        var where = known.SelectMany(organ => organ).Select(e => (e.Data as OrganRecorded)?.Organ.Division)
            .OfType<string>().Select(division => Division.Prefix + division)
            .Concat(registry.Where(IsDivision)).ToHashSet(StringComparer.Ordinal);
        var divisions = (await streams.Events(where, last, ct)).ToDictionary(
            division => division.Key,
            division => new Timeline<Division>(division, (state, e) => Division.Fold(state, division.Key, e.Data)),
            StringComparer.Ordinal);
        return new(reports, organs, divisions);
    }

    public static bool IsOrgan(string stream) => stream.StartsWith(Organ.Prefix, StringComparison.Ordinal);

    public static bool IsDivision(string stream) => stream.StartsWith(Division.Prefix, StringComparison.Ordinal);

    public Timeline<StoredReport> ReportOf(string name) => _reports[name];

    public Timeline<Organ> OrganOf(string name) => _organs[name];

    public Timeline<Division> DivisionOf(string name) => _divisions[name];

    /// <summary>The divisions above an organ and its own, as of a number of the log; empty: not known yet.</summary>
    public IReadOnlyList<string> PathOfOrgan(string name, long number) =>
        _organs[name].At(number) is { } organ
        && _divisions[Division.Prefix + organ.Division].At(number) is { } at
            ? at.Path
            : [];

    private static StoredReport Fold(StoredReport? before, LoggedEvent e) => ReportFold.Apply(before, e.Data);
}
