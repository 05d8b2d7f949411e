using StatsService.Canonical;

namespace StatsService.Exports.Formats;

/// <summary>The names of sheets, each given once: a report's organ, year and scope, as far as there is room.</summary>
internal sealed class SheetNames
{
    public const int MaxLength = 31;

    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    public string Of(ReportName report)
    {
        for (var number = 1; ; number++)
        {
            var end = $" {report.Year}-{ReportName.ScopeWord(report.Scope)}" + (number == 1 ? "" : $" ~{number}");
            var name = report.Organ[..Math.Min(report.Organ.Length, MaxLength - end.Length)] + end;
            if (_given.Add(name))
            {
                return name;
            }
        }
    }
}
