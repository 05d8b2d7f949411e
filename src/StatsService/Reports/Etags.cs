using StatsService.Failures;

namespace StatsService.Reports;

/// <summary>The condition under which a change is made: that the report is still the one that was read.</summary>
internal static class Etags
{
    /// <param name="field">Where the etag stands in the request.</param>
    public static AnnualReport Demand(AnnualReport? current, string name, string etag, string field = "etag")
    {
        if (etag.Length == 0)
        {
            throw Refusals.Required(field);
        }

        if (current is null)
        {
            throw Refusals.NotFound("REPORT_NOT_FOUND", name);
        }

        return string.Equals(current.Etag, etag, StringComparison.Ordinal)
            ? current
            : throw Refusals.StaleEtag(name, current.Etag, current.Version);
    }
}
