using StatsService.Forms.Checking;

namespace StatsService.Forms.Measuring;

/// <summary>Splits a report by scope: that of the section, else of its table, else of the report.</summary>
internal sealed class PartSplitter(FormCatalog catalog, Checker checker)
{
    public IReadOnlyList<ReportPart> Split(ReportContent content)
    {
        var tables = content.Tables.SelectMany(table => ByScope(content, table))
            .ToLookup(part => part.Scope, part => part.Table);
        var figures = content.StatedFigures.ToLookup(content.ScopeOf);
        return [.. tables.Select(group => group.Key).Concat(figures.Select(group => group.Key)).Append(content.Scope)
            .Distinct()
            .OrderBy(scope => scope == content.Scope ? 0 : 1).ThenBy(scope => scope)
            .Select(scope => new ReportPart(scope, [.. tables[scope]], [.. figures[scope]]) { Year = content.Year })];
    }

    private IEnumerable<(Scope Scope, TablePart Table)> ByScope(ReportContent content, ReportTable table)
    {
        var form = catalog.Form(table.Form)!;
        var zeros = ZeroProof.Prove(
            table, form.Table(table.Table)!, checker.Identities(table.Form, table.Table));
        return form.Table(table.Table)!.Sections
            .GroupBy(section => content.ScopeOf(table, section.Id), section => section.Id)
            .Select(group => (
                group.Key,
                new TablePart(table, form, group.ToHashSet(StringComparer.Ordinal)) { ProvedZero = zeros }));
    }
}
