using StatsService.Failures;

namespace StatsService.Requests;

/// <summary>Page sizes as asked for: 0 is the default, more than the most is cut down to it.</summary>
internal static class PageSize
{
    public static int Of(int asked, int byDefault, int most, string field = "page_size") => asked switch
    {
        < 0 => throw Refusals.InvalidValue(field, $"{field}不能为负数（{asked}）。", $"{field} cannot be negative ({asked})."),
        0 => byDefault,
        _ => Math.Min(asked, most),
    };
}
