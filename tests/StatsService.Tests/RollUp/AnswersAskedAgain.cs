using FsCheck.Xunit;
using Google.Protobuf;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>
/// Over the wire: whatever happened since in a small country, what was answered once is answered again at the position
/// and at the time that it bore.
/// </summary>
public sealed class AnswersAskedAgain(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    /// <summary>A finding names no more of the reports that it is about.</summary>
    private const int MostNamed = 20;

    [Property(MaxTest = 1, Arbitrary = [typeof(AnyHistory.Histories)])]
    public async Task They_are_equal_at_their_position_and_at_their_time_from_a_rebuilt_roll_up_too(
        AnyHistory.Part[] history)
    {
        var country = await SmallCountry.New(service.Channel);

        // What is asked first is answered where the roll-up stands, should it be held from now on.
        await service.Services.CaughtUp();
        var work = new SmallCountryAtWork(country);
        var kept = new HashSet<Kept>();
        foreach (var part in history)
        {
            var positions = new HashSet<string>(StringComparer.Ordinal);
            await using (part.AtOnce ? await ProjectorHeld.Before(service.ConnectionString) : null)
            {
                foreach (var step in part.Steps)
                {
                    await work.Do(step);
                    var organs = await Keep(OfOrgans(work), read: null);
                    kept.UnionWith([organs, await Keep(OfDivisions(country), read: null)]);
                    positions.Add(organs.Stamp.AsOfPosition);
                    kept.UnionWith(await KeepReports(work.Reports.Skip(kept.Count % 5).Take(2)));
                }
            }

            kept.UnionWith(await KeepReports(work.Reports));

            // Most of them lie within a batch, where the roll-up never stood.
            foreach (var position in positions)
            {
                kept.Add(await Keep(OfDivisions(country), new() { Position = position }));
            }
        }

        await AreAnsweredAgain(kept, work.Withdrawn, stamp => new() { Position = stamp.AsOfPosition });
        Assert.Equal(0, (await service.Channel.Rebuild())[^1].End.DifferenceCount);
        await AreAnsweredAgain(kept, work.Withdrawn, stamp => new() { Time = stamp.AsOfTime });
    }

    /// <summary>Counties that come later too, as soon as there are some.</summary>
    private static QueryApplicationOutcomesRequest OfDivisions(SmallCountry country) => Of(new()
    {
        Divisions = { country.Province, country.Prefecture, country.OtherPrefecture },
        Breakdown = Breakdown.Children,
        WithSubject = true,
    });

    private static QueryApplicationOutcomesRequest OfOrgans(SmallCountryAtWork work) =>
        Of(new() { Organs = { work.Organs } });

    private static QueryApplicationOutcomesRequest Of(Selection selection)
    {
        (selection.FirstYear, selection.LastYear) = (SmallCountryAtWork.Years[0], SmallCountryAtWork.Years[^1]);
        return new() { Selection = selection, ByApplicant = true, PageSize = 1000 };
    }

    private async Task AreAnsweredAgain(
        IEnumerable<Kept> kept, IReadOnlySet<string> withdrawn, Func<AnswerStamp, ReadPoint> point)
    {
        foreach (var then in kept)
        {
            var again = await Keep(then.Asked, point(then.Stamp));
            if (then.Answer is GetReportResponse one && again.Answer is GetReportResponse other)
            {
                IsSame(one.Clone(), other, withdrawn);
            }
            else
            {
                Assert.Equal(then, again);
            }
        }
    }

    /// <summary>
    /// What was withdrawn since is not compared with other reports any more (ADR 12 and 13): what such findings said is
    /// the only thing that may differ.
    /// </summary>
    private static void IsSame(GetReportResponse then, GetReportResponse again, IReadOnlySet<string> withdrawn)
    {
        var (own, findings) = (then.Report.Organ + "/", then.Report.Findings);
        if (withdrawn.Any(name => name.StartsWith(own, StringComparison.Ordinal))
            || findings.Any(finding => finding.OtherReports.Count == MostNamed
                || finding.OtherReports.Any(withdrawn.Contains)))
        {
            LeaveOutOthers(then.Report);
            LeaveOutOthers(again.Report);
        }

        Assert.Equal(then, again);
    }

    private static void LeaveOutOthers(Report report)
    {
        var (findings, open) = (report.Findings.ToList(), report.NotAssessable.ToList());
        report.Findings.Clear();
        report.Findings.Add(findings.Where(finding => finding.OtherReports.Count == 0));
        report.NotAssessable.Clear();
        report.NotAssessable.Add(open.Where(id => !id.StartsWith("report.", StringComparison.Ordinal)));
        report.Quality = null;
    }

    private Task<Kept[]> KeepReports(IEnumerable<string> names) =>
        Task.WhenAll(names.Select(name => Keep(new GetReportRequest { Name = name }, read: null)));

    private async Task<Kept> Keep(IMessage asked, ReadPoint? read)
    {
        switch (asked)
        {
            case GetReportRequest report:
                var one = await service.Reports.GetReportAsync(new(report) { Read = read });
                return new(asked, one, one.Stamp);
            case QueryApplicationOutcomesRequest outcomes:
                var rows = await service.Statistics.QueryApplicationOutcomesAsync(new(outcomes) { Read = read });
                return new(asked, rows, rows.Stamp);
            default:
                throw new InvalidOperationException(asked.Descriptor.Name);
        }
    }

    /// <summary>What was asked, and answered.</summary>
    private sealed record Kept(IMessage Asked, IMessage Answer, AnswerStamp Stamp);
}
