using StatsService.Catalog;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Understands which reports a list is to hold.</summary>
internal sealed class ReportFilters(OrganDirectory organs, FormCatalog catalog)
{
    private const int MaxDivisions = 100;

    public async Task<ReportSelection> Read(string parent, Wire.ReportFilter filter, CancellationToken ct)
    {
        Refusals.DemandAtMost("filter.divisions", filter.Divisions.Count, MaxDivisions);
        FilterYears.Demand(filter.FirstYear, filter.LastYear);

        Refusals.DemandDefined(filter.Scope, "filter.scope");
        Refusals.DemandDefined(filter.MinStrength, "filter.min_strength");
        for (var i = 0; i < filter.States.Count; i++)
        {
            Refusals.DemandDefined(filter.States[i], $"filter.states[{i}]");
        }

        string[] named = parent is "" or "organs/-" ? [] : [parent];
        return new(
            await organs.Ids(named, "parent", ct),
            await organs.Divisions(filter.Divisions, "filter.divisions", ct),
            filter.FirstYear, filter.LastYear, (Scope)filter.Scope,
            filter.Form.Length == 0 ? "" : catalog.Referred(filter.Form, "filter.form").Id,
            filter.States.Contains(Wire.ReportState.Unspecified) ? ReportSelection.AnyState : [.. filter.States],
            (FindingStrength)filter.MinStrength);
    }
}
