using StatsService.Failures;

namespace StatsService.Requests;

/// <summary>The years of a filter: 0 is no limit.</summary>
internal static class FilterYears
{
    /// <summary>Refuses what is no span of years.</summary>
    public static void Demand(int first, int last)
    {
        foreach (var (field, year) in new[] { ("first_year", first), ("last_year", last) })
        {
            if (year < 0)
            {
                throw Refusals.InvalidValue(
                    "filter." + field, $"filter.{field}不能为负数（{year}）。", $"filter.{field} cannot be negative ({year}).");
            }
        }

        if (last != 0 && last < first)
        {
            throw Refusals.InvalidValue(
                "filter.last_year",
                $"filter.last_year（{last}）早于filter.first_year（{first}）；请对调。",
                $"filter.last_year ({last}) is before filter.first_year ({first}); swap them.");
        }
    }
}
