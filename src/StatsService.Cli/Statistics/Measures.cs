using System.CommandLine;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>A measure on the command line: <c>applications.refused</c>, <c>a/b</c>, <c>a@natural_person</c>.</summary>
internal static class Measures
{
    /// <summary>Any of them, at least one.</summary>
    public static Option<string[]> Option() => new("--indicator")
    {
        Required = true,
        HelpName = "NAME[/DENOMINATOR][@APPLICANT]",
        AllowMultipleArgumentsPerToken = true,
        Description = "指标、比率、某类申请人的指标；可多次给出，以.*结尾即其下各项 | Indicators or rates; may be repeated, a.* is all below a",
    };

    public static Wire.Measure Parse(string text)
    {
        var (figure, applicant) = Split(text, '@');
        var (indicator, denominator) = Split(figure, '/');
        return new()
        {
            Indicator = indicator,
            Denominator = denominator,
            Applicant = applicant.Length == 0 ? default : Applicant(applicant),
        };
    }

    private static (string Before, string After) Split(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, "");

    private static Wire.ApplicantKind Applicant(string word)
    {
        var kinds = EnumWords.All<Wire.ApplicantKind>();
        return kinds.TryGetValue(word, out var found) ? found : throw new UsageException(
            $"没有申请人类别“{word}”；可用的有：{string.Join('、', kinds.Keys)}。",
            $"There is no kind of applicants '{word}'; there are {string.Join(", ", kinds.Keys)}.");
    }
}
