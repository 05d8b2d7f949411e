using Google.Protobuf;
using Ogi.Stats.Store.V1;

namespace StatsService.Log;

/// <summary>The metadata of any event: its first field, in every one of them.</summary>
public static class EventFields
{
    private const int MetaNumber = 1;

    public static EventMeta Meta(this IMessage e) => (EventMeta)e.Descriptor.FindFieldByNumber(MetaNumber).Accessor.GetValue(e);

    public static void SetMeta(this IMessage e, EventMeta meta) => e.Descriptor.FindFieldByNumber(MetaNumber).Accessor.SetValue(e, meta);
}
