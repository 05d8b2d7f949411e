using System.Globalization;
using Grpc.Core;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Log;
using StatsService.Registry;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Holds what the roll-up serves against the reports.</summary>
internal sealed class VerifyStatistics(
    RollUpPoints points, NodeRecomputation recomputation, NodeReader nodes, CountryReader countries,
    OrganDirectory directory, LogPoints log, FormCatalog catalog)
{
    /// <summary>Differences told; all are counted.</summary>
    private const int MaxTold = 1000;

    public async Task Handle(
        Wire.VerifyStatisticsRequest request, IServerStreamWriter<Wire.VerifyStatisticsResponse> responses,
        CancellationToken ct)
    {
        if (request.Division.Length == 0)
        {
            throw Refusals.Required("division");
        }

        var last = SelectedYears.Last(request.FirstYear, request.LastYear, within: "");
        Refusals.DemandDefined(request.ReportSet, "report_set");
        var division = (await directory.Divisions([request.Division], "division", ct))[0];
        var point = await points.Resolve(request.Read, ct);
        var country = await countries.At(point.Log.Number, ct);
        var end = new Wire.VerificationEnd { Stamp = log.Stamp(point.Log) };
        for (var year = request.FirstYear; year <= last; year++)
        {
            var recomputed = recomputation.Below(country, division, year, [(ReportSet)request.ReportSet], ct);
            await foreach (var some in recomputed)
            {
                var stored = await nodes.At(point.Generation, point.Log.Number, [.. some.Keys], ct);
                foreach (var (key, node) in some)
                {
                    await Tell(Differences(key, stored[key], node), end, responses, ct);
                }

                await responses.WriteAsync(
                    new() { Progress = new() { Year = year, DivisionCount = end.DivisionCount } }, ct);
            }
        }

        await responses.WriteAsync(new() { End = end }, ct);
    }

    private static async Task Tell(
        IEnumerable<Wire.StatisticsDifference> differences, Wire.VerificationEnd end,
        IServerStreamWriter<Wire.VerifyStatisticsResponse> responses, CancellationToken ct)
    {
        var before = end.DifferenceCount;
        foreach (var difference in differences)
        {
            if (++end.DifferenceCount <= MaxTold)
            {
                await responses.WriteAsync(new() { Difference = difference }, ct);
            }
        }

        end.DivisionCount++;
        end.DifferentDivisionCount += end.DifferenceCount > before ? 1 : 0;
    }

    private IEnumerable<Wire.StatisticsDifference> Differences(NodeKey key, Node stored, Node recomputed) =>
        stored.IsSame(recomputed)
            ? []
            : from pair in Sums(stored).Zip(Sums(recomputed))
              from difference in SumsDifference.Between(
                  pair.First.Sums ?? new(catalog), pair.Second.Sums ?? new(catalog), catalog)
              select new Wire.StatisticsDifference
              {
                  Division = Division.Prefix + key.Division,
                  Year = key.Year,
                  Sum = pair.First.Kind,
                  Indicator = difference.Slot is { } slot ? IndicatorNames.Write(slot.Indicator.Name) : "",
                  Applicant = (Wire.ApplicantKind)(difference.Slot?.Applicant ?? default),
                  Topic = difference.Topic,
                  What = difference.What,
                  Stored = difference.One.ToString(CultureInfo.InvariantCulture),
                  Recomputed = difference.Other.ToString(CultureInfo.InvariantCulture),
              };

    private static IEnumerable<(Wire.SumKind Kind, FigureSums? Sums)> Sums(Node node) =>
    [
        (Wire.SumKind.Published, node.Published), (Wire.SumKind.Level, node.Level),
        (Wire.SumKind.Organs, node.Organs), (Wire.SumKind.Computed, node.Computed),
        (Wire.SumKind.Vertical, node.Vertical),
    ];
}
