using System.CommandLine;
using StatsService.Cli.Reports;
using StatsService.Cli.Statistics;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Exports;

/// <summary>The options that say which reports.</summary>
internal sealed class ReportFilterOptions
{
    private readonly Option<string?> _organ = new("--organ")
    {
        HelpName = "ID",
        Description = "只取该机关 | Only this organ",
    };

    private readonly Option<string[]> _divisions = new("--division")
    {
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
        Description = "行政区划及其以下；可多次给出 | Divisions, subtrees included; may be repeated",
    };

    private readonly Option<(int First, int Last)> _years = SelectionOptions.Years(required: false);

    private readonly Option<string?> _scope = new("--scope")
    {
        HelpName = "organ|level|region|unknown",
        Description = "只取该口径 | Only this scope",
    };

    private readonly Option<string?> _form = new("--form")
    {
        HelpName = "2021",
        Description = "只取有表用该表式的报告 | Only with a table on this form",
    };

    private readonly Option<string[]> _states = new("--state")
    {
        HelpName = "filed|returned|accepted|withdrawn",
        AllowMultipleArgumentsPerToken = true,
        Description = "只取这些状态；默认除已撤回外全部 | Only these states; by default all but withdrawn",
    };

    private readonly Option<string?> _asOf = ReportArguments.AsOf();

    public ReportFilterOptions()
    {
        _scope.AcceptOnlyFromAmong([.. EnumWords.All<Wire.Scope>().Keys]);
        _states.AcceptOnlyFromAmong([.. EnumWords.All<Wire.ReportState>().Keys]);
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_organ, _divisions, _years, _scope, _form, _states, _asOf])
        {
            command.Add(option);
        }
    }

    public string Parent(ParseResult parsed) => ReportArguments.FullOrgan(parsed.GetValue(_organ) ?? "");

    public Wire.ReadPoint? Read(ParseResult parsed) => ReportArguments.ReadPoint(parsed.GetValue(_asOf));

    public Wire.ReportFilter Filter(ParseResult parsed)
    {
        var (first, last) = parsed.GetValue(_years);
        return new()
        {
            Divisions = { (parsed.GetValue(_divisions) ?? []).Select(ReportArguments.FullDivision) },
            FirstYear = first,
            LastYear = last,
            Scope = parsed.GetValue(_scope) is { } scope ? EnumWords.All<Wire.Scope>()[scope] : default,
            Form = ReportArguments.FullForm(parsed.GetValue(_form) ?? ""),
            States = { (parsed.GetValue(_states) ?? []).Select(state => EnumWords.All<Wire.ReportState>()[state]) },
        };
    }
}
