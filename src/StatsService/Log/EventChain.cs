using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf;
using JasperFx.Events;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Requests;

namespace StatsService.Log;

/// <summary>What ties an event to who caused it, to its time, and to the event before it in its stream.</summary>
internal static class EventChain
{
    /// <summary>
    /// Who did it, for whom and why; the request's id, the time and the link to the event before are added when it is
    /// appended.
    /// </summary>
    public static EventMeta MetaOf(Caller caller, string reason = "", string onBehalfOf = "") => new()
    {
        Client = caller.Client,
        Person = caller.Person,
        Organ = caller.Organ,
        OnBehalfOf = onBehalfOf,
        Reason = reason,
        TraceId = TraceId(),
    };

    /// <summary>The same of one event of a request.</summary>
    public static EventMeta MetaOf(EventMeta author, RequestKey? request)
    {
        var meta = author.Clone();
        if (request is not null)
        {
            meta.RequestId = ByteString.CopyFrom(request.Id.ToByteArray(bigEndian: true));
        }

        return meta;
    }

    /// <summary>
    /// Makes the event ready to be appended. Its time goes into the log's own timestamp column too, to the microsecond,
    /// so that a time that a client reads in an event and asks as_of includes that event.
    /// </summary>
    public static IEvent Link(IEvent e, EventMeta meta, ByteString previousHash, TimeProvider clock)
    {
        Seal(meta, previousHash, clock);
        e.Timestamp = Time(meta);
        return e;
    }

    /// <summary>Says when, and after which event.</summary>
    public static void Seal(EventMeta meta, ByteString previousHash, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        meta.TimeMicros = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        meta.PreviousHash = previousHash;
    }

    public static DateTimeOffset Time(EventMeta meta) => Time(meta.TimeMicros);

    public static DateTimeOffset Time(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    public static ByteString Hash(IMessage e) => ByteString.CopyFrom(SHA256.HashData(e.ToByteArray()));

    private static ByteString TraceId()
    {
        if (Activity.Current?.TraceId is not { } id || id == default)
        {
            return ByteString.Empty;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        return ByteString.CopyFrom(bytes);
    }
}
