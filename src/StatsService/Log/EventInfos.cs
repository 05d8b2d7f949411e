using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Ogi.Stats.Store.V1;
using Wire = Ogi.Stats.V1;

namespace StatsService.Log;

/// <summary>The metadata of events as the API tells it.</summary>
public sealed class EventInfos(EventLog log)
{
    /// <param name="restricted">True: leave the reason out.</param>
    public async Task<Wire.EventInfo> Describe(
        EventMeta meta, ByteString hash, long number, bool restricted, CancellationToken ct)
    {
        var info = Describe(meta, restricted);
        var check = BinaryPrimitives.ReadUInt64BigEndian(hash.Span);
        info.Position = new Position(await log.History(ct), number, check).ToString();
        info.Hash = Convert.ToHexStringLower(hash.Span);
        return info;
    }

    public static Wire.EventInfo Describe(EventMeta meta, bool restricted) => new()
    {
        Time = Timestamp.FromDateTimeOffset(EventMetas.Time(meta)),
        Client = meta.Client,
        Person = meta.Person,
        Organ = OrganName(meta.Organ),
        OnBehalfOf = OrganName(meta.OnBehalfOf),
        Reason = restricted ? "" : meta.Reason,
        RequestId = meta.RequestId.Length == 16 ? new Guid(meta.RequestId.Span, bigEndian: true).ToString() : "",
        TraceId = Convert.ToHexStringLower(meta.TraceId.Span),
    };

    public static DateTimeOffset Time(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    private static string OrganName(string id) => id.Length == 0 ? "" : "organs/" + id;
}
