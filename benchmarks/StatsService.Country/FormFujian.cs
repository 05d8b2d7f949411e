using StatsService.Forms;

namespace StatsService.Country;

/// <summary>
/// The table of Fujian, which the organs of 莆田 publish to 2018 in place of the national one: what they did in the year,
/// and in all years.
/// </summary>
internal static class FormFujian
{
    public const string Id = "fujian";
    private const int FirstYear = 2008;

    /// <summary>The rows since 2014, and the rows of the national table that are the same.</summary>
    private static readonly (string Row, string[] National)[] Table =
    [
        ("fj.proactive.total", ["proactive.total"]),
        ("fj.proactive.website", ["proactive.channel.website"]),
        ("fj.proactive.gazette", ["proactive.channel.gazette"]),
        ("fj.requests.received", ["requests.received"]),
        ("fj.requests.in_person", ["requests.channel.in_person"]),
        ("fj.requests.online", ["requests.channel.network"]),
        ("fj.requests.letter_fax", ["requests.channel.letter", "requests.channel.fax"]),
        ("fj.replies.total", ["replies.total"]),
        ("fj.replies.agreed", ["replies.agreed"]),
        ("fj.replies.partially_agreed", ["replies.partially_agreed"]),
        ("fj.replies.refused", ["replies.refused.total"]),
        ("fj.replies.other", ["replies.already_disclosed", "replies.not_this_organ", "replies.not_exist",
            "replies.amend_supplement", "replies.other_route"]),
        ("fj.reviews", ["reviews.total"]),
        ("fj.litigation", ["litigation.total"]),
    ];

    public static IEnumerable<string> Rows => Table.Select(row => row.Row);

    public static bool IsUsed(CountryDivision division, int year) =>
        year <= 2018 && division.Id.StartsWith("3503", StringComparison.Ordinal);

    /// <param name="figures">What was done in a year, in the cells of the national form.</param>
    public static IReadOnlyList<ReportTable> Make(
        FormFigures national, Func<int, long[]> figures, int year, bool printsZeros)
    {
        var years = Enumerable.Range(FirstYear, year - FirstYear + 1).Select(figures).ToList();
        var cells = new Dictionary<string, CellValue>(StringComparer.Ordinal);
        foreach (var (row, of) in Table)
        {
            var each = years.ConvertAll(done => of.Sum(name => done[national["f2014." + name]]));
            cells[row + "@year"] = Value(each[^1]);
            cells[row + "@cumulative"] = Value(each.Sum());
        }

        return [new("table1", Id, cells)];

        CellValue Value(long figure) => figure == 0 && !printsZeros ? CellValue.Blank : CellValue.Count(figure);
    }
}
