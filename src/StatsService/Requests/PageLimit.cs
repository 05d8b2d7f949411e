using StatsService.Failures;

namespace StatsService.Requests;

/// <summary>How large the pages of an rpc are. GetLimits publishes it.</summary>
/// <param name="Default">Where nothing is asked for.</param>
/// <param name="Most">More than that is cut down to it.</param>
internal sealed record PageLimit(int Default, int Most)
{
    /// <summary>A page ends before so many bytes, whatever its size: clients take 4 MiB by default.</summary>
    public const int MaxBytes = 3 * 1024 * 1024;

    /// <summary>The size as asked for.</summary>
    public int Of(int asked, string field = "page_size") => asked switch
    {
        < 0 => throw Refusals.InvalidValue(field, $"{field}不能为负数（{asked}）。", $"{field} cannot be negative ({asked})."),
        0 => Default,
        _ => Math.Min(asked, Most),
    };
}
