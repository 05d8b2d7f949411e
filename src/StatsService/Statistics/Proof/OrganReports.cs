using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Reports;

namespace StatsService.Statistics.Proof;

/// <summary>A report as it stood, with the filing or correction that stated what it says.</summary>
internal sealed record StatedReport(ReportAt At, LoggedEvent Statement);

/// <summary>Reads the reports of organs for a year, as they stood at any number of the log, from their events.</summary>
internal sealed class OrganReports(EventStreams streams)
{
    private static readonly Scope[] Scopes = [Scope.Organ, Scope.Level, Scope.Region, Scope.Unknown];

    /// <summary>By organ; withdrawn ones too.</summary>
    public async Task<ILookup<string, StatedReport>> At(
        long number, int year, IEnumerable<string> organs, CancellationToken ct)
    {
        var names = organs
            .SelectMany(organ => Scopes.Select(scope => new ReportName(organ, year, scope).ToString())).ToList();
        return (await streams.Events(names, number, ct))
            .Select(stream => new StatedReport(
                new(EventStreams.Fold<AnnualReport>(stream.Key, stream)!, stream.Last().Number),
                stream.Last(e => e.Data is ReportFiled or ReportCorrected)))
            .ToLookup(stated => stated.At.Report.Organ, StringComparer.Ordinal);
    }
}
