namespace StatsService.Forms.Tests.Support;

/// <summary>What an organ reported in 2020 (or the form's year before) and in the year after.</summary>
internal static class TwoYears
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    /// <summary>What a rule over two years finds, if it looks at this instance at all.</summary>
    public static YearsCheck? Check(string id, ReportTable previous, ReportTable current) =>
        Check(previous, current).SingleOrDefault(check => check.Id == id);

    public static IReadOnlyList<YearsCheck> Check(ReportTable previous, ReportTable current) =>
        Catalog.CheckYears(Part(2022, previous), Part(2023, current));

    public static ReportPart Part(int year, ReportTable table, Scope scope = Scope.Region) =>
        Catalog.Parts(new(year, scope, [table], []))[0];

    /// <summary>A table with these cells; one without a count is blank, all others are not printed.</summary>
    public static ReportTable Table(string form, params (string Code, long? Count)[] cells) => Table(
        form,
        [.. cells.Select(cell => (cell.Code, cell.Count is { } count ? CellValue.Count(count) : CellValue.Blank))]);

    public static ReportTable Table(string form, params (string Code, CellValue Value)[] cells) => new(
        Catalog.Forms[form].Cells[cells[0].Code].Table, form,
        cells.ToDictionary(cell => cell.Code, cell => cell.Value, StringComparer.Ordinal));
}
