using System.Globalization;
using StatsService.Log;
using StatsService.Reports;

namespace StatsService.Statistics.Obligations;

/// <summary>The day by which deadlines are judged, as yyyymmdd.</summary>
internal static class JudgedDay
{
    /// <summary>Deadlines are days in China, which has one time all over.</summary>
    internal static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <param name="asked">Null: today; at an earlier point of the log the day of its last event.</param>
    public static int Of(Google.Type.Date? asked, LogPoint point, TimeProvider clock)
    {
        if (WireDates.Read(asked, "judged_date") is > 0 and var day)
        {
            return day;
        }

        var now = (point.IsCurrent ? clock.GetUtcNow() : point.Time).ToOffset(China);
        return Of(DateOnly.FromDateTime(now.DateTime));
    }

    public static int Of(DateOnly date) => (date.Year * 10_000) + (date.Month * 100) + date.Day;

    /// <summary>Of a page token; null where it is none.</summary>
    public static int? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : null;
}
