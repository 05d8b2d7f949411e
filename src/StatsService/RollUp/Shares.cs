using System.Numerics;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Reports;
using StatsService.Statistics;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.RollUp;

/// <summary>Makes the shares of organs from their reports.</summary>
internal sealed class Shares(FormCatalog catalog)
{
    /// <param name="speaks">Whether it speaks for its division.</param>
    /// <param name="reports">All reports of the organ for the year, as they stood.</param>
    /// <returns>None where no report counts.</returns>
    public PlacedShare? Of(OrganEntry organ, bool speaks, int year, IReadOnlyList<ReportAt> reports, ReportSet set)
    {
        var counting = reports.Where(at => Counts(at.Report.State, set)).ToList();
        if (counting.Count == 0)
        {
            return null;
        }

        var (published, level, own) = ((FigureSums?)null, (FigureSums?)null, (FigureSums?)null);
        var (reported, unknown) = (0UL, new List<ulong>());
        foreach (var parts in Given(counting, set).GroupBy(part => part.Scope))
        {
            var sums = parts.First().Counting();
            foreach (var part in parts.Skip(1))
            {
                sums.Add(part.Sums, part.Topics);
            }

            var (scope, topics) = (parts.Key, sums.Covered);
            switch (scope)
            {
                case Scope.Region when speaks:
                    published = Whole(sums, topics);
                    break;
                case Scope.Level when speaks:
                    level = Whole(sums, topics);
                    break;
                case Scope.Organ:
                    own = sums;
                    break;
                default:
                    // Of unknown scope, or for a region that it does not speak for: in no sum.
                    unknown.Add(topics);
                    continue;
            }

            reported |= topics;
        }

        own ??= new(catalog);
        own.AddToAll(TopicCount.Expected, 1);
        unknown.ForEach(topics => Each(topics, topic => own.Add(TopicCount.UnknownScope, topic, 1)));
        foreach (var copy in Copied(counting, set))
        {
            var (counts, topics) = (Counts(copy.Scope, speaks), copy.Topics & copy.Sums.Covered);
            Each(topics, topic => own.Add(counts ? TopicCount.Copies : TopicCount.UnknownScope, topic, 1));
            reported |= counts ? topics : 0;
        }

        Each(reported, topic => own.Add(TopicCount.Reported, topic, 1));
        var share = organ.IsVertical
            ? new OrganShare(null, null, null, own)
            : new OrganShare(published, level, own, null);
        return new(organ.Code, new(organ.Division, year, set), NodeCodec.Write(share, catalog));
    }

    /// <summary>Whether a report of this state counts in every set of reports or in none.</summary>
    public static bool IsInAllOrNone(State state) =>
        Counts(state, ReportSet.OnFile) == Counts(state, ReportSet.Accepted);

    /// <summary>Withdrawn reports never count; returned ones are published, and do.</summary>
    private static bool Counts(State state, ReportSet set) =>
        state == State.Accepted || (set == ReportSet.OnFile && state is State.Filed or State.Returned);

    /// <summary>
    /// What each part of an organ's reports gives. A section counts once: of the weightiest report that has it.
    /// Sentences have no sections to count one by one: where a weightier report speaks, the other's do not count.
    /// </summary>
    public IReadOnlyList<GivenPart> Given(IEnumerable<ReportAt> reports, ReportSet set) =>
        Parts(reports.Where(at => at.Report.CopyOf is null), set);

    /// <summary>The same of reports that are marked copies: they are reported, and in no sum.</summary>
    public IReadOnlyList<GivenPart> Copied(IEnumerable<ReportAt> reports, ReportSet set) =>
        Parts(reports.Where(at => at.Report.CopyOf is not null), set);

    /// <summary>The topics that an organ says something on, as far as that counts in its division.</summary>
    public static ulong Reported(IEnumerable<GivenPart> given, bool speaks) => given
        .Where(part => Counts(part.Scope, speaks))
        .Aggregate(0UL, (topics, part) => topics | part.Sums.Covered);

    /// <param name="speaks">Whether its organ speaks for the division.</param>
    public static bool Counts(Scope scope, bool speaks) =>
        scope == Scope.Organ || (speaks && scope is Scope.Region or Scope.Level);

    private IReadOnlyList<GivenPart> Parts(IEnumerable<ReportAt> reports, ReportSet set) =>
    [
        .. CountingPart.Of(reports.Where(at => Counts(at.Report.State, set)), catalog)
            .GroupBy(part => part.Part.Scope).SelectMany(OfOneScope),
    ];

    /// <summary>Of a topic that an earlier part covers, a later one gives nothing.</summary>
    private List<GivenPart> OfOneScope(IEnumerable<CountingPart> parts)
    {
        var given = new List<GivenPart>();
        var covered = 0UL;
        foreach (var part in parts)
        {
            var figures = covered == 0 ? part.Part : part.Part with { StatedFigures = [] };
            var sums = Measure(part.At.Report, figures);
            var topics = sums.Covered & ~covered;
            given = [.. given.Select(earlier => earlier with { Topics = earlier.Topics & ~topics })];
            given.Add(new(part with { Part = figures }, sums, given.Count == 0 ? ulong.MaxValue : topics));
            covered |= topics;
        }

        return given;
    }

    private FigureSums Measure(AnnualReport report, ReportPart figures)
    {
        var disputed = report.Check.Findings
            .Where(finding => finding.Strength == FindingStrength.Error && !report.IsConfirmed(finding))
            .SelectMany(finding => finding.Cells).Select(cell => cell.Cell).ToHashSet(StringComparer.Ordinal);
        var own = new FigureSums(catalog);
        own.Add(catalog.MeasureAll(figures, disputed.Count == 0 ? null : disputed));
        foreach (var finding in report.Check.Findings)
        {
            var what = report.IsConfirmed(finding) ? TopicCount.Confirmed : finding.Strength switch
            {
                FindingStrength.Error => TopicCount.Errors,
                FindingStrength.Warning => TopicCount.Warnings,
                _ => TopicCount.Infos,
            };
            Each(catalog.TopicsOf(figures, finding), topic => own.Add(what, topic, 1));
        }

        return own;
    }

    /// <summary>One report that was expected and is there, for each topic that it covers.</summary>
    private static FigureSums? Whole(FigureSums sums, ulong topics)
    {
        Each(topics, topic =>
        {
            sums.Add(TopicCount.Expected, topic, 1);
            sums.Add(TopicCount.Reported, topic, 1);
        });
        return topics == 0 ? null : sums;
    }

    private static void Each(ulong topics, Action<int> act)
    {
        for (; topics != 0; topics &= topics - 1)
        {
            act(BitOperations.TrailingZeroCount(topics));
        }
    }
}
