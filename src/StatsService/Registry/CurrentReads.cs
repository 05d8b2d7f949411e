using StatsService.Failures;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Reads that the registry answers from what stands now, and not as of an earlier point.</summary>
internal static class CurrentReads
{
    /// <summary>The settled point, once what the request waits for is there.</summary>
    public static Task<LogPoint> ResolveCurrent(this LogPoints log, Wire.ReadPoint? read, CancellationToken ct) =>
        read?.AsOfCase switch
        {
            Wire.ReadPoint.AsOfOneofCase.Position => throw OnlyCurrent("read.position"),
            Wire.ReadPoint.AsOfOneofCase.Time => throw OnlyCurrent("read.time"),
            _ => log.Resolve(read, ct),
        };

    private static Refusal OnlyCurrent(string field) => Refusals.InvalidValue(
        field,
        $"{field}：此处只回答现状，请去掉，或用read.min_position等待自己的写入；历史状态请用GetOrgan逐个读取。",
        $"{field}: only what stands now is answered here; leave it out, or wait for a write of yours with "
        + "read.min_position. An organ as it stood before is read with GetOrgan.");
}
