using Google.Type;
using StatsService.Failures;

namespace StatsService.Reports;

/// <summary>Dates as they are stored, yyyymmdd, and as the API tells them.</summary>
internal static class WireDates
{
    /// <summary>0 where none is given; what is no full date is refused.</summary>
    public static int Read(Date? date, string field)
    {
        if (date is null)
        {
            return 0;
        }

        return TryRead(date) ?? throw Refusals.InvalidValue(
            field,
            $"{date.Year}-{date.Month}-{date.Day}不是完整日期；请给出年、月、日，不详则不填。",
            $"{date.Year}-{date.Month}-{date.Day} is no full date; "
            + "give year, month and day, or leave it out if unknown.");
    }

    /// <summary>Null where it is no full date.</summary>
    public static int? TryRead(Date date) =>
        date.Year is >= 1 and <= 9999 && date.Month is >= 1 and <= 12
        && date.Day >= 1 && date.Day <= System.DateTime.DaysInMonth(date.Year, date.Month)
            ? (date.Year * 10_000) + (date.Month * 100) + date.Day
            : null;

    public static Date? Write(int stored) => stored == 0
        ? null
        : new() { Year = stored / 10_000, Month = stored / 100 % 100, Day = stored % 100 };
}
