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

        var names = keys.SelectMany(key =>
            Scopes.Select(scope => new ReportName(key.Organ, key.Year, scope).ToString())).ToList();
        var events = await streams.Events(names, country.Number, ct);
        return
        [
            .. events.AsParallel()
                .Select(stream => new ReportAt(
                    EventStreams.Fold<AnnualReport>(stream.Key, stream)!, stream.Last().Number))
                .GroupBy(at => (at.Report.Organ, at.Report.Year))
                .SelectMany(of => Of(country, of.Key.Organ, of.Key.Year, [.. of])),
        ];
    }

    private IEnumerable<PlacedShare> Of(Country country, string id, int year, IReadOnlyList<ReportAt> reports)
    {
        var organ = country.Organ(id)
            ?? throw new InvalidOperationException($"organs/{id} reported, but is not registered.");
        var speaks = country.Speaker(organ.Division) == organ;
        return Enum.GetValues<ReportSet>().Select(set => shares.Of(organ, speaks, year, reports, set))
            .OfType<PlacedShare>();
    }
}
