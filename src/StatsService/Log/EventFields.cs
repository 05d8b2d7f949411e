using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ogi.Stats.Store.V1;

namespace StatsService.Log;

/// <summary>The metadata of any event: its first field, in every one of them.</summary>
internal static class EventFields
{
    private const int MetaNumber = 1;

    public static EventMeta Meta(this IMessage e) => (EventMeta)MetaField(e).GetValue(e);

    public static void SetMeta(this IMessage e, EventMeta meta) => MetaField(e).SetValue(e, meta);

    private static IFieldAccessor MetaField(IMessage e) => e.Descriptor.FindFieldByNumber(MetaNumber).Accessor;
}
