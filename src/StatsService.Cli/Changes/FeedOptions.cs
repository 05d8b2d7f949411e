using System.CommandLine;
using StatsService.Cli.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Changes;

/// <summary>The options that say what of all changes is wanted.</summary>
internal sealed class FeedOptions
{
    private readonly Option<string[]> _divisions = new("--division")
    {
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
        Description = "只取这些行政区划及其以下，如140000 | Only these divisions and what lies below",
    };

    private readonly Option<int> _first = new("--from-year")
    {
        HelpName = "YEAR",
        Description = "只取该年度及以后的报告 | Only reports of this year and later",
    };

    private readonly Option<int> _last = new("--to-year")
    {
        HelpName = "YEAR",
        Description = "只取该年度及以前的报告 | Only reports of this year and earlier",
    };

    private readonly Option<string[]> _forms = new("--form")
    {
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
        Description = "只取用这些格式的报告，如2021 | Only reports on these forms",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_divisions, _first, _last, _forms])
        {
            command.Add(option);
        }
    }

    public Wire.ChangeFilter Filter(ParseResult parsed) => new()
    {
        Divisions = { (parsed.GetValue(_divisions) ?? []).Select(ReportArguments.FullDivision) },
        FirstYear = parsed.GetValue(_first),
        LastYear = parsed.GetValue(_last),
        Forms = { (parsed.GetValue(_forms) ?? []).Select(ReportArguments.FullForm) },
    };
}
