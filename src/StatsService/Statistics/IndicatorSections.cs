using StatsService.Forms;

namespace StatsService.Statistics;

/// <summary>Which sections of which forms measure an indicator: what of a report a query need not look at.</summary>
internal sealed class IndicatorSections(FormCatalog catalog)
{
    private readonly Dictionary<string, ILookup<string, string>> _sections = catalog.Forms.Values.ToDictionary(
        form => form.Id,
        form => form.Cells.Values
            .SelectMany(cell => new[] { (Row: cell.Code, cell.Section), (cell.Row, cell.Section) })
            .ToLookup(cell => cell.Row, cell => cell.Section, StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>The sections that measure some of these indicators, or a part of what one of them sums.</summary>
    public IReadOnlySet<(string Form, string Section)> Of(IEnumerable<string> indicators)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(indicators);
        while (open.TryDequeue(out var name))
        {
            if (all.Add(name))
            {
                catalog.Indicators[name].SumOf.ToList().ForEach(open.Enqueue);
            }
        }

        return catalog.Forms.Values
            .SelectMany(form => all.SelectMany(name => SectionsOf(form, name)).Select(section => (form.Id, section)))
            .ToHashSet();
    }

    private IEnumerable<string> SectionsOf(Form form, string indicator) =>
        catalog.Measurement(catalog.Indicators[indicator], form)?.Rows.SelectMany(row => _sections[form.Id][row]) ?? [];
}
