namespace StatsService.Forms.Understanding;

/// <summary>Finds what makes a report impossible to understand: unknown names, values no cell can take.</summary>
internal sealed class ProblemFinder(FormCatalog catalog)
{
    /// <summary>Only so many names of a report are answered with the nearest one: looking for it takes long.</summary>
    private const int MostSuggestions = 20;

    private int _suggestions;

    public IReadOnlyList<ContentProblem> Find(ReportContent content) =>
    [
        .. content.Tables.SelectMany((table, i) => InTable(table, $"tables[{i}]")),
        .. Duplicates(content.Tables.Select(table => table.Table).ToList()).Select(i => new ContentProblem(
            "DUPLICATE_TABLE", $"tables[{i}].table",
            new($"表“{content.Tables[i].Table}”出现不止一次；一份报告每张表只能有一张，请合并或删去多余的。",
                $"Table '{content.Tables[i].Table}' is there more than once; merge them or drop one."))),
        .. new FigureProblems(catalog, content.StatedFigures, Unknown).Find(),
    ];

    /// <summary>The places of names that stand earlier in the list too.</summary>
    internal static IEnumerable<int> Duplicates(IReadOnlyList<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Enumerable.Range(0, names.Count).Where(i => !seen.Add(names[i])).ToList();
    }

    private ContentProblem Unknown(
        string reason, string path, string written, LocalizedText what, IEnumerable<string> names)
    {
        var nearest = _suggestions++ < MostSuggestions ? NearestName.Of(written, names) : null;
        return new(
            reason, path,
            nearest is null
                ? new($"没有{what.Zh}“{written}”，请查对名称。", $"There is no {what.En} '{written}'; look the name up.")
                : new($"没有{what.Zh}“{written}”，是否应为“{nearest}”？",
                    $"There is no {what.En} '{written}'; did you mean '{nearest}'?"),
            nearest);
    }

    private IEnumerable<ContentProblem> InTable(ReportTable table, string path)
    {
        if (catalog.Form(table.Form) is not { } form)
        {
            return [Unknown("UNKNOWN_FORM", $"{path}.form", table.Form, new("格式", "form"), catalog.Forms.Keys)];
        }

        if (form.Table(table.Table) is not { } known)
        {
            return [Unknown(
                "UNKNOWN_TABLE", $"{path}.table", table.Table,
                new($"格式{form.Id}的表", $"table of form {form.Id}"), form.Tables.Select(t => t.Id))];
        }

        var near = known.Cells.Select(cell => cell.Code);
        return Sections(table, known, path)
            .Concat(table.Cells.Where(cell => !IsFine(form, known, cell))
                .SelectMany(cell => InCell(form, known, cell, $"{path}.cells[\"{cell.Key}\"]", near)));
    }

    /// <summary>Nearly all are, and are not looked at closer.</summary>
    private static bool IsFine(Form form, FormTable table, KeyValuePair<string, CellValue> written) =>
        form.Cells.TryGetValue(written.Key, out var cell) && cell.Table == table.Id
        && ValueProblems.NoneIn(written.Value, cell.Type);

    private IEnumerable<ContentProblem> Sections(ReportTable table, FormTable known, string path)
    {
        var ids = known.Sections.Select(section => section.Id).ToList();
        foreach (var (section, i) in table.SectionScopes.Select((section, i) => (section, i)))
        {
            if (!ids.Contains(section.Section, StringComparer.Ordinal))
            {
                yield return Unknown(
                    "INVALID_VALUE", $"{path}.section_scopes[{i}].section", section.Section,
                    new($"{known.Id}的部分", $"section of {known.Id}"), ids);
            }
        }

        foreach (var i in Duplicates([.. table.SectionScopes.Select(section => section.Section)]))
        {
            var section = table.SectionScopes[i].Section;
            yield return new(
                "INVALID_VALUE", $"{path}.section_scopes[{i}].section",
                new($"“{section}”的口径给出不止一次，请只保留一个。", $"The scope of '{section}' is given more than once; keep one."));
        }
    }

    private IEnumerable<ContentProblem> InCell(
        Form form, FormTable table, KeyValuePair<string, CellValue> written, string path,
        IEnumerable<string> near)
    {
        var (code, value) = written;
        if (!form.Cells.TryGetValue(code, out var cell))
        {
            return [Unknown(
                "UNKNOWN_CELL", path, code, new($"格式{form.Id}的单元格", $"cell of form {form.Id}"), near)];
        }

        if (cell.Table != table.Id)
        {
            return [new(
                "UNKNOWN_CELL", path,
                new($"单元格“{code}”属于{cell.Table}，不属于{table.Id}，请移到该表。",
                    $"The cell '{code}' belongs to {cell.Table}, not to {table.Id}: move it there."))];
        }

        return new ValueProblems(cell.Label, cell.Type, cell.Unit, cell.AmountUnit).Find(value, path);
    }
}
