using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Which rows are asked for, understood.</summary>
/// <param name="Organs">Ids, each once, in the order asked.</param>
/// <param name="Scope">Unspecified: every scope on file.</param>
internal sealed record OrganYears(
    IReadOnlyList<string> Organs, int FirstYear, int LastYear, Scope Scope, bool SkipEmpty, bool TablesOnly)
{
    private const int MaxOrgans = 1000;

    public static async Task<OrganYears> Read(Wire.Selection wire, Subjects subjects, CancellationToken ct)
    {
        DemandNoneOfDivisions(wire);
        if (wire.Organs.Count is 0 or > MaxOrgans)
        {
            throw wire.Organs.Count == 0
                ? Refusals.Required("selection.organs")
                : Refusals.TooMany("selection.organs", wire.Organs.Count, MaxOrgans);
        }

        var last = SelectedYears.Last(wire);
        Refusals.DemandDefined(wire.Scope, "selection.scope");
        return new(
            await subjects.Ids(wire.Organs, "selection.organs", ct),
            wire.FirstYear, last, (Scope)wire.Scope, wire.SkipEmpty, wire.TablesOnly);
    }

    private static void DemandNoneOfDivisions(Wire.Selection wire)
    {
        foreach (var (field, given) in new[]
        {
            ("selection.divisions", wire.Divisions.Count > 0),
            ("selection.breakdown", wire.Breakdown != Wire.Breakdown.Unspecified),
            ("selection.level", wire.Level != Wire.DivisionLevel.Unspecified),
            ("selection.with_subject", wire.WithSubject), ("selection.basis", wire.Basis != Wire.Basis.Unspecified),
            ("selection.report_set", wire.ReportSet != Wire.ReportSet.Unspecified),
            ("selection.boundaries", wire.Boundaries != Wire.Boundaries.Unspecified),
        })
        {
            if (given)
            {
                throw Refusals.InvalidValue(
                    field,
                    $"{field}只用于按行政区划（selection.divisions）的查询；按机关查询时请去掉。",
                    $"{field} is for queries of divisions (selection.divisions) only; leave it out in one of organs.");
            }
        }
    }
}
