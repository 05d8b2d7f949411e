using System.Globalization;
using System.Text.RegularExpressions;
using StatsService.Forms;

namespace StatsService.Canonical;

/// <summary>
/// The name of a report, which is also the key of its stream: <c>organs/140400/reports/2019-region</c>.
/// </summary>
public sealed partial record ReportName(string Organ, int Year, Scope Scope)
{
    /// <summary>The first year for which organs reported: the Regulation of 2007 came into force in 2008.</summary>
    public const int FirstYear = 2008;

    public const int LastYear = 2100;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"organs/{Organ}/reports/{Year}-{ScopeWord(Scope)}");

    /// <summary>Null where <paramref name="name"/> is no report's name.</summary>
    public static ReportName? Parse(string name)
    {
        var match = Pattern().Match(name);
        if (!match.Success)
        {
            return null;
        }

        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        return year is < FirstYear or > LastYear
            ? null
            : new(match.Groups["organ"].Value, year, ParseScope(match.Groups["scope"].Value));
    }

    /// <summary>As names write it.</summary>
    public static string ScopeWord(Scope scope) => scope switch
    {
        Scope.Organ => "organ",
        Scope.Level => "level",
        Scope.Region => "region",
        Scope.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "A report has a scope."),
    };

    private static Scope ParseScope(string word) => word switch
    {
        "organ" => Scope.Organ,
        "level" => Scope.Level,
        "region" => Scope.Region,
        _ => Scope.Unknown,
    };

    [GeneratedRegex(
        @"\Aorgans/(?<organ>[A-Za-z0-9][A-Za-z0-9._-]{0,63})"
        + @"/reports/(?<year>[0-9]{4})-(?<scope>organ|level|region|unknown)\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
