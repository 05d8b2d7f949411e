namespace StatsService.Forms.Understanding;

/// <summary>A report without what has problems, so that the rest of it can be checked.</summary>
internal static class UnderstandablePart
{
    public static ReportContent Of(ReportContent content, IReadOnlyList<ContentProblem> problems)
    {
        string[] paths = [.. problems.Select(problem => problem.Path).Order(StringComparer.Ordinal)];
        return content with
        {
            Tables = [.. content.Tables.Select((table, i) => (table, Path: $"tables[{i}]"))
                .Where(t => !Has($"{t.Path}.form") && !Has($"{t.Path}.table"))
                .Select(t => Table(t.table, t.Path))],
            StatedFigures = [.. content.StatedFigures.Where((_, i) => !Has($"stated_figures[{i}]"))],
        };

        ReportTable Table(ReportTable table, string path) => table with
        {
            Cells = table.Cells
                .Where(cell => !Has($"{path}.cells[\"{cell.Key}\"]"))
                .ToDictionary(cell => cell.Key, cell => cell.Value, StringComparer.Ordinal),
            SectionScopes = [.. table.SectionScopes.Where((_, i) => !Has($"{path}.section_scopes[{i}]"))],
        };

        // What begins so stands together in their order: there may be as many problems as cells.
        bool Has(string path)
        {
            var at = Array.BinarySearch(paths, path, StringComparer.Ordinal);
            return at >= 0 || (~at < paths.Length && paths[~at].StartsWith(path, StringComparison.Ordinal));
        }
    }
}
