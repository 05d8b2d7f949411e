using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using StatsService.Cli.Reports;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Registry;

/// <summary>An organ of a CSV file, and the line it stands on.</summary>
internal sealed record OrganRow(int Line, Wire.Organ Organ);

/// <summary>What is wrong with a line of a CSV file.</summary>
internal sealed record CsvProblem(int Line, LocalizedText Text);

/// <summary>Reads organs from a CSV file, strictly: a column or word that is not known is never skipped.</summary>
internal sealed class OrganCsv
{
    public const string Columns = "id,name,kind,division,aliases,codes,parent,first_year,last_year,source";

    private static readonly string[] Needed = ["name", "kind", "division"];

    private static readonly CsvConfiguration Strict = new(CultureInfo.InvariantCulture)
    {
        TrimOptions = TrimOptions.Trim,
        IgnoreBlankLines = true,
    };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<OrganRow> _rows = [];
    private readonly List<CsvProblem> _problems = [];

    private OrganCsv()
    {
    }

    public IReadOnlyList<OrganRow> Rows => _rows;

    public IReadOnlyList<CsvProblem> Problems => _problems;

    public static OrganCsv Read(string path)
    {
        var csv = new OrganCsv();
        using var text = new StreamReader(path, Utf8);
        using var parser = new CsvParser(text, Strict);
        try
        {
            csv.Read(parser);
        }
        catch (DecoderFallbackException)
        {
            csv.Add(
                parser,
                "文件不是UTF-8编码；请在电子表格软件中另存为“CSV UTF-8”。", "The file is not in UTF-8; save it as 'CSV UTF-8'.");
        }
        catch (BadDataException e)
        {
            csv.Add(parser, $"引号有误：{e.Field}", $"The quotes are wrong: {e.Field}");
        }

        return csv;
    }

    private void Read(CsvParser parser)
    {
        if (!parser.Read() || !IsHeader(parser))
        {
            return;
        }

        var names = parser.Record!;
        while (parser.Read())
        {
            if (parser.Count == names.Length)
            {
                var values = names.Zip(parser.Record!, KeyValuePair.Create).ToDictionary(StringComparer.Ordinal);
                _rows.Add(new(parser.RawRow, new Fields(this, parser, values).ToOrgan()));
            }
            else
            {
                Add(
                    parser,
                    $"有{parser.Count}列，表头有{names.Length}列。",
                    $"There are {parser.Count} columns, but {names.Length} in the header.");
            }
        }
    }

    private bool IsHeader(CsvParser parser)
    {
        var known = Columns.Split(',');
        var names = parser.Record!;
        foreach (var name in names.Except(known, StringComparer.Ordinal))
        {
            Add(parser, $"没有“{name}”这一列；可用的有：{Columns}。", $"There is no column '{name}'; there are {Columns}.");
        }

        foreach (var name in Needed.Except(names, StringComparer.Ordinal))
        {
            Add(parser, $"缺少{name}列。", $"The column {name} is missing.");
        }

        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            Add(parser, $"{twice.Key}列不止一个。", $"There is more than one column {twice.Key}.");
        }

        return _problems.Count == 0;
    }

    private void Add(CsvParser parser, string zh, string en) => _problems.Add(new(parser.RawRow, new(zh, en)));

    /// <summary>The fields of one line.</summary>
    private sealed class Fields(OrganCsv csv, CsvParser parser, Dictionary<string, string> values)
    {
        public Wire.Organ ToOrgan() => new()
        {
            Name = ReportArguments.FullOrgan(Text("id")),
            Names = { new Wire.TimedName { Title = Required("name") } },
            Kind = Kind(Required("kind")),
            Division = ReportArguments.FullDivision(Required("division")),
            Aliases = { List("aliases") },
            Codes = { List("codes") },
            Parent = ReportArguments.FullOrgan(Text("parent")),
            Years = Years(),
            Source = Text("source"),
        };

        private string Text(string column) => values.GetValueOrDefault(column, "");

        private string[] List(string column) =>
            Text(column).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        private string Required(string column)
        {
            if (Text(column).Length == 0)
            {
                csv.Add(parser, $"{column}为空。", $"{column} is empty.");
            }

            return Text(column);
        }

        private Wire.OrganKind Kind(string word)
        {
            var kinds = EnumWords.All<Wire.OrganKind>();
            if (word.Length > 0 && !kinds.ContainsKey(word))
            {
                csv.Add(
                    parser,
                    $"kind“{word}”不是机关类型；可用的有：{string.Join('、', kinds.Keys)}。",
                    $"The kind '{word}' is not known; there are {string.Join(", ", kinds.Keys)}.");
            }

            return kinds.GetValueOrDefault(word);
        }

        private Wire.YearRange? Years()
        {
            var years = new Wire.YearRange();
            if (Year("first_year") is { } first)
            {
                years.FirstYear = first;
            }

            if (Year("last_year") is { } last)
            {
                years.LastYear = last;
            }

            return years.HasFirstYear || years.HasLastYear ? years : null;
        }

        private int? Year(string column)
        {
            var text = Text(column);
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            {
                return year;
            }

            if (text.Length > 0)
            {
                csv.Add(parser, $"{column}“{text}”不是年份。", $"{column} '{text}' is no year.");
            }

            return null;
        }
    }
}
