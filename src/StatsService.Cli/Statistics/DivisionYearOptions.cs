using System.CommandLine;
using StatsService.Cli.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>What commands on one division and year share.</summary>
internal sealed class DivisionYearOptions
{
    private readonly Argument<string> _division = new("DIVISION")
    {
        Description = "行政区划，如140000；000000为全国 | The division",
    };

    private readonly Option<int> _year = new("--year") { Required = true, Description = "年度 | Report year" };

    private readonly Option<string?> _asOf = ReportArguments.AsOf();

    public void AddTo(Command command)
    {
        command.Add(_division);
        command.Add(_year);
        command.Add(_asOf);
    }

    public string Division(ParseResult parsed) => ReportArguments.FullDivision(parsed.GetRequiredValue(_division));

    public int Year(ParseResult parsed) => parsed.GetRequiredValue(_year);

    public Wire.ReadPoint? Read(ParseResult parsed) => ReportArguments.ReadPoint(parsed.GetValue(_asOf));
}
