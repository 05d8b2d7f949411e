using Google.Protobuf.WellKnownTypes;
using StatsService.Failures;

namespace StatsService.Log;

/// <summary>Times at which a request asks to read the log.</summary>
internal static class LogTimes
{
    private const int NanosInASecond = 1_000_000_000;

    public static DateTimeOffset Read(string field, Timestamp time, TimeProvider clock)
    {
        if (time.Seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds()
            || time.Seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || time.Nanos is < 0 or >= NanosInASecond)
        {
            throw Refusals.InvalidValue(
                field,
                $"{field}（{time.Seconds}秒、{time.Nanos}纳秒）不是公元1年至9999年之间的时间。",
                $"{field} ({time.Seconds} s, {time.Nanos} ns) is no time in the years 1 to 9999.");
        }

        var read = time.ToDateTimeOffset();
        return read <= clock.GetUtcNow() ? read : throw Refusals.InvalidValue(
            field,
            $"时间{read:O}在将来；请给出过去的时间。",
            $"The time {read:O} lies in the future; give one in the past.");
    }
}
