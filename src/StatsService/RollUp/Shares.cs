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

        var (published, level, own) = ((FigureSums?)null, (FigureSums?)null, Expected());
        var reported = 0UL;
        foreach (var (scope, sums, topics) in ByScope(counting))
        {
            switch (scope)
            {
                case Scope.Region when speaks:
                    published = Whole(sums, topics);
                    break;
                case Scope.Level when speaks:
                    level = Whole(sums, topics);
                    break;
                case Scope.Organ:
                    own.Add(sums);
                    break;
                default:
                    // Of unknown scope, or for a region that it does not speak for: in no sum.
                    Each(topics, topic => own.Add(TopicCount.UnknownScope, topic, 1));
                    continue;
            }

            reported |= topics;
        }

        Each(reported, topic => own.Add(TopicCount.Reported, topic, 1));
        var share = organ.IsVertical
            ? new OrganShare(null, null, null, own)
            : new OrganShare(published, level, own, null);
        return new(organ.Code, new(organ.Division, year, set), NodeCodec.Write(share));
    }

    /// <summary>Withdrawn reports never count; returned ones are published, and do.</summary>
    private static bool Counts(State state, ReportSet set) =>
        state == State.Accepted || (set == ReportSet.OnFile && state is State.Filed or State.Returned);

    /// <summary>
    /// A section counts once: of the weightiest report that has it. Sentences have no sections to count one by one:
    /// where a weightier report speaks, the other's do not count.
    /// </summary>
    private IEnumerable<(Scope Scope, FigureSums Sums, ulong Topics)> ByScope(IEnumerable<ReportAt> reports)
    {
        foreach (var parts in CountingPart.Of(reports, catalog).GroupBy(part => part.Part.Scope))
        {
            var sums = new FigureSums(catalog);
            foreach (var part in parts)
            {
                Add(part, sums);
            }

            yield return (parts.Key, sums, sums.Covered);
        }
    }

    /// <summary>Of a topic that an earlier part covers, a later one gives nothing.</summary>
    private void Add(CountingPart part, FigureSums sums)
    {
        var covered = sums.Covered;
        var report = part.At.Report;
        var figures = covered == 0 ? part.Part : part.Part with { StatedFigures = [] };
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

        if (covered == 0)
        {
            sums.Add(own);
        }
        else
        {
            sums.Subtract(sums.Clone(), own.Covered & ~covered);
            sums.Add(own, own.Covered & ~covered);
        }
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

    private FigureSums Expected()
    {
        var sums = new FigureSums(catalog);
        sums.AddToAll(TopicCount.Expected, 1);
        return sums;
    }

    private static void Each(ulong topics, Action<int> act)
    {
        for (; topics != 0; topics &= topics - 1)
        {
            act(BitOperations.TrailingZeroCount(topics));
        }
    }
}
