using StatsService.Forms;

namespace StatsService.Country;

/// <summary>The cells of a form as places in an array of figures: counts, and amounts in hundredths of 万元.</summary>
internal sealed class FormFigures
{
    private static readonly Dictionary<string, FormFigures> All =
        new[] { "2014", "2014-beijing", "2019", "2019-hubei", "2021" }
            .ToDictionary(id => id, id => new FormFigures(FormCatalog.Default.Forms[id]), StringComparer.Ordinal);

    private readonly Dictionary<string, int> _places;

    private FormFigures(Form form)
    {
        Form = form;
        Cells = [.. form.Tables.SelectMany(table => table.Cells)];
        _places = Cells.Select((cell, i) => (cell.Code, i))
            .ToDictionary(cell => cell.Code, cell => cell.i, StringComparer.Ordinal);
        Rows = form.Id.StartsWith("2014", StringComparison.Ordinal) ? [] :
            [.. FormRows.Table3Rows(form.Id).Select(row => FormRows.Columns.Select(c => this[$"{row}@{c}"]).ToArray())];
    }

    public Form Form { get; }

    public IReadOnlyList<FormCell> Cells { get; }

    /// <summary>The places of table 3, row by row as in <see cref="FormRows.Table3Rows"/>, each by column.</summary>
    public IReadOnlyList<int[]> Rows { get; }

    public int this[string code] => _places[code];

    public static FormFigures Of(string form) => All[form];

    /// <summary>The national form of a year, or the province's own.</summary>
    public static FormFigures For(CountryDivision division, int year) => All[(year, division.Province) switch
    {
        ( <= 2018, "11") => "2014-beijing",
        ( <= 2018, _) => "2014",
        ( <= 2020, "42") => "2019-hubei",
        ( <= 2020, _) => "2019",
        _ => "2021",
    }];
}
