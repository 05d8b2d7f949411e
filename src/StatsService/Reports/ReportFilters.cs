using StatsService.Catalog;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Understands which reports a list is to hold.</summary>
internal sealed class ReportFilters(OrganDirectory organs, FormCatalog catalog)
{
    private const int MaxDivisions = 100;

    public async Task<ReportSelection> Read(string parent, Wire.ReportFilter filter, CancellationToken ct)
    {
        if (filter.Divisions.Count > MaxDivisions)
        {
            throw Refusals.TooMany("filter.divisions", filter.Divisions.Count, MaxDivisions);
        }

        foreach (var (field, year) in new[] { ("first_year", filter.FirstYear), ("last_year", filter.LastYear) })
        {
            if (year < 0)
            {
                throw Refusals.InvalidValue(
                    "filter." + field, $"filter.{field}不能为负数（{year}）。", $"filter.{field} cannot be negative ({year}).");
            }
        }

        if (filter.FirstYear != 0 && filter.LastYear != 0 && filter.LastYear < filter.FirstYear)
        {
            throw Refusals.InvalidValue(
                "filter.last_year",
                $"filter.last_year（{filter.LastYear}）早于filter.first_year（{filter.FirstYear}）；请对调。",
                $"filter.last_year ({filter.LastYear}) is before filter.first_year ({filter.FirstYear}); swap them.");
        }

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
