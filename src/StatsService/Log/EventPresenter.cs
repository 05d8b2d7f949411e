using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Ogi.Stats.Store.V1;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Log;

/// <summary>The metadata of events as the API tells it.</summary>
internal static class EventPresenter
{
    /// <param name="restricted">True: leave the reason out.</param>
    public static Wire.EventInfo Present(
        EventMeta meta, ByteString hash, Histories histories, long number, bool restricted)
    {
        var info = Present(meta, restricted);
        info.Position = Position.Of(histories, number, hash).ToString();
        info.Hash = Convert.ToHexStringLower(hash.Span);
        return info;
    }

    public static Wire.EventInfo Present(EventMeta meta, bool restricted) => new()
    {
        Time = Time(meta.TimeMicros),
        Client = meta.Client,
        Person = meta.Person,
        Organ = OrganName(meta.Organ),
        OnBehalfOf = OrganName(meta.OnBehalfOf),
        Reason = restricted ? "" : meta.Reason,
        RequestId = meta.RequestId.Length == 16 ? new Guid(meta.RequestId.Span, bigEndian: true).ToString() : "",
        TraceId = Convert.ToHexStringLower(meta.TraceId.Span),
    };

    public static Timestamp Time(long micros) => Timestamp.FromDateTimeOffset(EventChain.Time(micros));

    private static string OrganName(string id) => id.Length == 0 ? "" : Organ.Prefix + id;
}
