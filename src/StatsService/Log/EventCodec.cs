using Google.Protobuf;
using JasperFx.Events;
using Marten;
using Ogi.Stats.Store.V1;

namespace StatsService.Log;

/// <summary>
/// Events as they are stored: protobuf bytes under a stable name (docs/adr/0006). The name is all that ties a row to
/// its message, so messages may move between namespaces but never change a name here.
/// </summary>
internal sealed class EventCodec : IEventBinarySerializer
{
    private static readonly EventType[] Types =
    [
        Named<ReportFiled>("report_filed", ReportFiled.Parser),
        Named<ReportCorrected>("report_corrected", ReportCorrected.Parser),
        Named<ReportReturned>("report_returned", ReportReturned.Parser),
        Named<ReportAccepted>("report_accepted", ReportAccepted.Parser),
        Named<FindingConfirmed>("finding_confirmed", FindingConfirmed.Parser),
        Named<ReportWithdrawn>("report_withdrawn", ReportWithdrawn.Parser),
        Named<ReportMarkedCopy>("report_marked_copy", ReportMarkedCopy.Parser),
        Named<ReportUnmarkedCopy>("report_unmarked_copy", ReportUnmarkedCopy.Parser),
        Named<DivisionRecorded>("division_recorded", DivisionRecorded.Parser),
        Named<DivisionsChanged>("divisions_changed", DivisionsChanged.Parser),
        Named<OrganRecorded>("organ_recorded", OrganRecorded.Parser),
        Named<OrgansSucceeded>("organs_succeeded", OrgansSucceeded.Parser),
        Named<OrganExempted>("organ_exempted", OrganExempted.Parser),
        Named<RulesChanged>("rules_changed", RulesChanged.Parser),
    ];

    private static readonly Dictionary<string, MessageParser> ByName =
        Types.ToDictionary(type => type.Name, type => type.Parser, StringComparer.Ordinal);

    private static readonly Dictionary<Type, MessageParser> ByClr =
        Types.ToDictionary(type => type.Clr, type => type.Parser);

    /// <summary>The stored names of all events.</summary>
    public static IEnumerable<string> Names => Types.Select(type => type.Name);

    public static void Register(StoreOptions options)
    {
        var codec = new EventCodec();
        foreach (var type in Types)
        {
            type.Register(options, codec);
        }
    }

    /// <summary>An event by the name and bytes of its row.</summary>
    public static IMessage Decode(string name, byte[] bytes) => ByName.TryGetValue(name, out var parser)
        ? parser.ParseFrom(bytes.AsSpan())
        : throw new InvalidOperationException($"The log holds an event '{name}' that this version does not know.");

    public byte[] Serialize(Type type, object data) => ((IMessage)data).ToByteArray();

    public object Deserialize(Type type, byte[] data) => ByClr[type].ParseFrom(data);

    private static EventType Named<T>(string name, MessageParser parser)
        where T : class, IMessage => new(name, typeof(T), parser, (options, codec) =>
        {
            options.Events.MapEventType<T>(name);
            options.Events.UseBinarySerializer<T>(codec);
        });

    private sealed record EventType(
        string Name, Type Clr, MessageParser Parser, Action<StoreOptions, EventCodec> Register);
}
