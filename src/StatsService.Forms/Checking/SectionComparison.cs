namespace StatsService.Forms.Checking;

/// <summary>Holds the sections that two reports give for one scope against each other, on whatever forms.</summary>
internal static class SectionComparison
{
    /// <summary>The sections that differ or are left open.</summary>
    public static IEnumerable<SectionCheck> Compare(FormCatalog catalog, ReportPart counting, ReportPart other) =>
        from table in counting.Tables
        from section in table.Form.Table(table.Table.Table)!.Sections
        where IsGiven(table, section.Id)
        let beside = other.Tables.FirstOrDefault(part => part.Table.Table == table.Table.Table)
        where beside is not null && IsGiven(beside, section.Id)
        let check = Compare(catalog, section, table, beside)
        where check is not null
        select check;

    /// <summary>Whether it has the section, and prints a cell of it.</summary>
    private static bool IsGiven(TablePart part, string section) =>
        part.Sections.Contains(section)
        && Cells(part, section).Any(cell => part.Table[cell].State != CellState.NotPrinted);

    private static IEnumerable<FormCell> Cells(TablePart part, string section) =>
        part.Form.Table(part.Table.Table)!.Cells.Where(cell => cell.Section == section);

    private static SectionCheck? Compare(FormCatalog catalog, FormSection section, TablePart counting, TablePart other)
    {
        var only = new HashSet<string>([section.Id], StringComparer.Ordinal);
        var beside = new ReportPart(Scope.Unspecified, [other with { Sections = only }], []);
        var differing = new List<SectionDifference>();
        var open = false;
        foreach (var cell in Cells(counting, section.Id))
        {
            if (Counterpart.Find(catalog, counting.Form, cell, beside) is (_, var found))
            {
                var (mine, theirs) = (counting.Table[cell], other.Table[found]);
                var (left, right) = (Number(cell, mine), Number(found, theirs));
                if (left is { } one && right is { } two && one != two)
                {
                    differing.Add(new(
                        Finding(cell, mine), Finding(found, theirs), one, two, cell.Type == CellType.Amount));
                }

                open |= (left, right) switch
                {
                    (null, null) => mine.HasNumber != theirs.HasNumber || mine.Value != theirs.Value,
                    (null, { } number) => !IsZero(number, cell, mine),
                    ({ } number, null) => !IsZero(number, found, theirs),
                    _ => false,
                };
            }
        }

        return differing.Count > 0 || open ? new(section, differing) : null;
    }

    /// <summary>None of an amount of unknown unit: it may be any.</summary>
    private static decimal? Number(FormCell cell, CellValue value) =>
        Money.InYuan(value, cell.Type, cell.AmountUnit);

    /// <summary>A local row that is not printed does no harm where the other report prints 0.</summary>
    private static bool IsZero(decimal number, FormCell missing, CellValue value) =>
        number == 0 && missing.Optional && value.State == CellState.NotPrinted;

    private static FindingCell Finding(FormCell cell, CellValue value) =>
        new(cell.Table, cell.Code, cell.Label, value);
}
