using System.CommandLine;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>Arguments and options that several commands on reports share.</summary>
internal static class ReportArguments
{
    private static readonly string[] Times =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static Argument<string[]> Files() => new("FILE")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "报告文件，或存放报告文件的文件夹 | Report files, or folders of them",
    };

    public static Argument<string> Name() => new("NAME")
    {
        Description = "报告名称，如organs/140400/reports/2019-region，可简写为140400/2019-region | The report",
    };

    public static Option<string?> AsOf() => new("--as-of")
    {
        HelpName = "POSITION|TIME",
        Description = "当时的状态：位置，或时间如2026-03-02T09:00+08:00 | As it was then: a position, or a time with its offset",
    };

    public static Option<string?> OnBehalfOf() => new("--on-behalf-of")
    {
        HelpName = "ORGAN",
        Description = "代哪个机关办理 | The organ on whose behalf",
    };

    /// <summary>The short form of a report's name, written out.</summary>
    public static string FullName(string name) =>
        name.StartsWith("organs/", StringComparison.Ordinal) || name.Split('/') is not [var organ, var report]
            ? name
            : $"organs/{organ}/reports/{report}";

    /// <summary>The short form of an organ's name, written out.</summary>
    public static string FullOrgan(string organ) => Full("organs/", organ);

    /// <summary>The short form of a division's name, written out.</summary>
    public static string FullDivision(string division) => Full("divisions/", division);

    /// <summary>The short form of a form's name, written out.</summary>
    public static string FullForm(string form) => Full("forms/", form);

    /// <summary>The etag of a report as it stands.</summary>
    public static async Task<string> NewestEtag(Session session, string name, CancellationToken ct)
    {
        var request = new Wire.GetReportRequest { Name = name, ReadMask = new() { Paths = { "etag" } } };
        return (await session.Server.Reports.GetReportAsync(request, session.Server.Call(ct))).Report.Etag;
    }

    public static Wire.ReadPoint? ReadPoint(string? asOf)
    {
        if (asOf is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(asOf, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && (asOf.EndsWith('Z') || asOf.LastIndexOfAny(['+', '-']) > asOf.IndexOf('T', StringComparison.Ordinal)))
        {
            return new() { Time = Timestamp.FromDateTimeOffset(time) };
        }

        return LooksLikeTime(asOf)
            ? throw new UsageException(
                $"--as-of“{asOf}”须带时刻和时区，如2026-03-02T09:00+08:00。",
                $"--as-of '{asOf}' needs a time of day and its offset, as in 2026-03-02T09:00+08:00.")
            : new() { Position = asOf };
    }

    private static string Full(string collection, string name) =>
        name.Length == 0 || name.StartsWith(collection, StringComparison.Ordinal) ? name : collection + name;

    private static bool LooksLikeTime(string text) => text.Length >= 10 && DateOnly.TryParseExact(
        text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
