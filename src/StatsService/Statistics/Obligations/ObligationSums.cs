using StatsService.Forms;
using StatsService.RollUp;
using State = Ogi.Stats.V1.ReportState;
using Status = Ogi.Stats.V1.ObligationStatus;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Obligations;

/// <summary>Counts the obligations of divisions and all below them, each division once.</summary>
/// <param name="filed">What is on file, of all organs of the divisions that are asked for.</param>
internal sealed class ObligationSums(
    Country country, int year, ObligationJudge judge, IReadOnlyDictionary<string, FiledReport[]> filed)
{
    private readonly Dictionary<string, (Wire.ObligationCounts Local, Wire.ObligationCounts Vertical)> _known =
        new(StringComparer.Ordinal);

    public Wire.CoverageRow Of(string division)
    {
        var (local, vertical) = In(division);
        return new()
        {
            Division = Registry.Division.Prefix + division,
            Title = country.Tree.Find(division)!.TitleIn(year),
            Year = year,
            Local = local,
            Vertical = vertical,
            RegionReportFiled = country.Speaker(division) is { } speaker
                && filed.GetValueOrDefault(speaker.Code, []).Any(report => report.Scope == Scope.Region),
        };
    }

    private (Wire.ObligationCounts Local, Wire.ObligationCounts Vertical) In(string division)
    {
        if (_known.TryGetValue(division, out var known))
        {
            return known;
        }

        var (local, vertical) = (new Wire.ObligationCounts(), new Wire.ObligationCounts());
        foreach (var organ in country.OrgansOf(division))
        {
            Count(organ, filed.GetValueOrDefault(organ.Code, []), organ.IsVertical ? vertical : local);
        }

        foreach (var below in country.Tree.OnRecordBelow(division, year).Select(In))
        {
            Add(local, below.Local);
            Add(vertical, below.Vertical);
        }

        return _known[division] = (local, vertical);
    }

    private void Count(OrganEntry organ, FiledReport[] reports, Wire.ObligationCounts counts)
    {
        var expected = organ.Owes(year);
        counts.ExpectedCount += expected ? 1 : 0;
        counts.ExemptCount += judge.IsExempt(organ) ? 1 : 0;
        switch (judge.Of(organ, reports))
        {
            case Status.Missing:
                counts.MissingCount++;
                break;
            case Status.NotDue:
                counts.NotDueCount++;
                break;
            case var status and (Status.Filed or Status.Late):
                counts.FiledCount++;
                counts.UnexpectedCount += expected ? 0 : 1;
                counts.LateCount += status == Status.Late ? 1 : 0;
                counts.AcceptedCount += Array.TrueForAll(reports, report => report.State == State.Accepted) ? 1 : 0;
                counts.ReturnedCount += Array.Exists(reports, report => report.State == State.Returned) ? 1 : 0;
                counts.UnknownScopeCount += Array.Exists(reports, report => report.Scope == Scope.Unknown) ? 1 : 0;
                counts.CopyCount += Array.Exists(reports, report => report.IsCopy) ? 1 : 0;
                break;
        }
    }

    private static void Add(Wire.ObligationCounts counts, Wire.ObligationCounts more)
    {
        counts.ExpectedCount += more.ExpectedCount;
        counts.FiledCount += more.FiledCount;
        counts.UnexpectedCount += more.UnexpectedCount;
        counts.AcceptedCount += more.AcceptedCount;
        counts.ReturnedCount += more.ReturnedCount;
        counts.LateCount += more.LateCount;
        counts.UnknownScopeCount += more.UnknownScopeCount;
        counts.CopyCount += more.CopyCount;
        counts.MissingCount += more.MissingCount;
        counts.NotDueCount += more.NotDueCount;
        counts.ExemptCount += more.ExemptCount;
    }
}
