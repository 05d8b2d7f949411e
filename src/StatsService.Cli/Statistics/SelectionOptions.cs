using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using StatsService.Cli.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>The options that say which organs or divisions, years and scopes a query is about.</summary>
internal sealed class SelectionOptions
{
    private readonly bool _ofDivisions;

    private readonly Option<string[]> _organs = new("--organ")
    {
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
        Description = "机关，如140400；可多次给出 | Organ; may be repeated",
    };

    private readonly Option<string[]> _divisions = new("--division")
    {
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
        Description = "行政区划，如140000，与--organ二选一；可多次给出 | Division, instead of --organ; may be repeated",
    };

    private readonly Option<bool> _children = new("--children")
    {
        Description = "另列下一级各行政区划 | Also the divisions directly below",
    };

    private readonly Option<string?> _boundaries = new("--boundaries")
    {
        HelpName = "current",
        Description = "按现行区划，默认按各年区划 | By today's boundaries, not by those of each year",
    };

    private readonly Option<(int First, int Last)> _years = Years(required: true);

    private readonly Option<string?> _scope = new("--scope")
    {
        HelpName = "organ|level|region|unknown",
        Description = "只取该口径；默认在案的每种口径各一列 | Only this scope; by default every scope on file",
    };

    private readonly Option<bool> _tablesOnly = new("--tables-only")
    {
        Description = "不取正文中的数字 | Leave out figures that stand only in sentences",
    };

    private readonly Option<bool> _skipEmpty = new("--skip-empty")
    {
        Description = "不列没有报告的年度 | Leave out years without a report",
    };

    private readonly Option<string?> _asOf = ReportArguments.AsOf();

    /// <param name="ofDivisions">Whether the query can be about divisions.</param>
    public SelectionOptions(bool ofDivisions)
    {
        _ofDivisions = ofDivisions;
        _organs.Required = !ofDivisions;
        _scope.AcceptOnlyFromAmong([.. EnumWords.All<Wire.Scope>().Keys]);
        _boundaries.AcceptOnlyFromAmong([.. EnumWords.All<Wire.Boundaries>().Keys]);
    }

    /// <summary>A year, or the first and the last; both 0 where none is given.</summary>
    public static Option<(int First, int Last)> Years(bool required) => new("--year")
    {
        Required = required,
        HelpName = "2019|2016-2020",
        Description = "年度，或起止年度 | Report year, or first and last",
        CustomParser = ParseYears,
    };

    public void AddTo(Command command)
    {
        Option[] divisions = _ofDivisions ? [_divisions, _children, _boundaries] : [];
        foreach (var option in (Option[])[_organs, .. divisions, _years, _scope, _tablesOnly, _skipEmpty, _asOf])
        {
            command.Add(option);
        }
    }

    public Wire.Selection Selection(ParseResult parsed)
    {
        var (first, last) = parsed.GetRequiredValue(_years);
        var scope = parsed.GetValue(_scope);
        var selection = new Wire.Selection
        {
            FirstYear = first,
            LastYear = last,
            Scope = scope is null ? Wire.Scope.Unspecified : EnumWords.All<Wire.Scope>()[scope],
            TablesOnly = parsed.GetValue(_tablesOnly),
            SkipEmpty = parsed.GetValue(_skipEmpty),
        };
        selection.Organs.Add((parsed.GetValue(_organs) ?? []).Select(ReportArguments.FullOrgan));
        if (_ofDivisions)
        {
            AddDivisions(selection, parsed);
        }

        return selection;
    }

    public Wire.ReadPoint? Read(ParseResult parsed) => ReportArguments.ReadPoint(parsed.GetValue(_asOf));

    /// <summary>What does not go together the service refuses, in words.</summary>
    private void AddDivisions(Wire.Selection selection, ParseResult parsed)
    {
        selection.Divisions.Add((parsed.GetValue(_divisions) ?? []).Select(ReportArguments.FullDivision));
        if (selection.Organs.Count == 0 && selection.Divisions.Count == 0)
        {
            throw new UsageException(
                "请给出--division或--organ，且只给其一。", "Give --division or --organ, one of them.");
        }

        if (parsed.GetValue(_children))
        {
            (selection.Breakdown, selection.WithSubject) = (Wire.Breakdown.Children, true);
        }

        if (parsed.GetValue(_boundaries) is { } boundaries)
        {
            selection.Boundaries = EnumWords.All<Wire.Boundaries>()[boundaries];
        }
    }

    private static (int First, int Last) ParseYears(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var years = text.Split('-').Select(Year).ToList();
        if (years.Count <= 2 && years[0] > 0 && years[^1] >= years[0])
        {
            return (years[0], years[^1]);
        }

        result.AddError($"--year“{text}”应形如2019或2016-2020 | --year '{text}' needs the form 2019 or 2016-2020");
        return default;
    }

    private static int Year(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0;
}
