using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Registry;

namespace StatsService.Reports;

/// <summary>Report names in requests.</summary>
internal sealed class ReportNames(OrganDirectory organs)
{
    private const string Pattern = "organs/140400/reports/2019-region";

    public static ReportName Parse(string name, string field)
    {
        if (name.Length == 0)
        {
            throw Refusals.Required(field);
        }

        return ReportName.Parse(name) ?? throw Refusals.InvalidName(field, name, Pattern);
    }

    /// <summary>The report's name by its organ's own id, whichever of the organ's codes was sent.</summary>
    public async Task<ReportName> Own(string sent, string field, CancellationToken ct)
    {
        var name = Parse(sent, field);
        return await organs.Find(name.Organ, ct) is { } organ ? name with { Organ = organ.Code } : name;
    }

    /// <summary>What of a report's title may be an organ's name: all before the year. Null: nothing.</summary>
    public static string? OrganTitleIn(string title)
    {
        var end = title.AsSpan().IndexOfAnyInRange('0', '9');
        return end is > 1 and <= HeaderReader.MaxTitle && !title.Take(end).Any(char.IsControl) ? title[..end] : null;
    }
}
