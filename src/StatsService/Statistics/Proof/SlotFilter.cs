using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>Which figures a reconciliation is about.</summary>
internal sealed class SlotFilter
{
    private readonly FormCatalog _catalog;
    private readonly HashSet<string>? _indicators;

    public SlotFilter(Wire.ReconcileDivisionRequest request, FormCatalog catalog)
    {
        _catalog = catalog;
        var tables = catalog.Forms.Values.SelectMany(form => form.Tables).Select(table => table.Id)
            .Distinct(StringComparer.Ordinal).ToList();
        if (request.Table.Length > 0 && !tables.Contains(request.Table, StringComparer.Ordinal))
        {
            throw Refusals.Unknown(
                "UNKNOWN_TABLE", "table", request.Table, Forms.Understanding.NearestName.Of(request.Table, tables));
        }

        _indicators = request.Indicators.Count == 0
            ? null
            : new MeasureReader(catalog).Indicators(request.Indicators, "indicators").ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>By indicator, then by applicant, all together first.</summary>
    /// <param name="topics">Only of these.</param>
    public IEnumerable<Slot> Slots(ulong topics) => _catalog.Slots.All
        .Where(slot => (topics & (1UL << slot.Topic)) != 0 && (_indicators?.Contains(slot.Indicator.Name) ?? true))
        .OrderBy(slot => slot.Indicator.Name, StringComparer.Ordinal).ThenBy(slot => slot.Applicant);

    public IEnumerable<string> Indicators(ulong topics) =>
        Slots(topics).Select(slot => slot.Indicator.Name).Distinct(StringComparer.Ordinal);
}
