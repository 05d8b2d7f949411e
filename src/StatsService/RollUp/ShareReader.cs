using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Reports;

namespace StatsService.RollUp;

/// <summary>Makes the shares of organs from the events of their reports, as of any number of the log.</summary>
internal sealed class ShareReader(EventStreams streams, Shares shares)
{
    private static readonly Scope[] Scopes = [Scope.Organ, Scope.Level, Scope.Region, Scope.Unknown];

    /// <summary>What organs give for single years, for every set of reports.</summary>
    public async Task<IReadOnlyList<PlacedShare>> At(
        Country country, IReadOnlyCollection<(string Organ, int Year)> keys, CancellationToken ct)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var events = await streams.Events([.. keys.SelectMany(Streams)], country.Number, ct);
        return
        [
            .. keys.AsParallel().SelectMany(key => Of(
                country, key.Organ, key.Year,
                [
                    .. Streams(key).Where(events.Contains).Select(stream => new ReportAt(
                        AnnualReport.Said(stream, [.. events[stream].Select(e => e.Data)]),
                        events[stream].Last().Number)),
                ])),
        ];
    }

    private static IEnumerable<string> Streams((string Organ, int Year) key) =>
        Scopes.Select(scope => new ReportName(key.Organ, key.Year, scope).ToString());

    private IEnumerable<PlacedShare> Of(Country country, string id, int year, IReadOnlyList<ReportAt> reports)
    {
        if (reports is [])
        {
            return [];
        }

        var organ = country.Organ(id)
            ?? throw new InvalidOperationException($"organs/{id} reported, but is not registered.");
        var speaks = country.Speaker(organ.Division) == organ;
        if (shares.Of(organ, speaks, year, reports, ReportSet.OnFile) is not { } onFile)
        {
            return [];
        }

        var accepted = reports.All(at => Shares.IsInAllOrNone(at.Report.State))
            ? onFile with { Node = onFile.Node with { Set = ReportSet.Accepted } }
            : shares.Of(organ, speaks, year, reports, ReportSet.Accepted);
        return accepted is null ? [onFile] : [onFile, accepted];
    }
}
