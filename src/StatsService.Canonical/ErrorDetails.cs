using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using StatsService.Forms;

namespace StatsService.Canonical;

/// <summary>What the service's refusals and those of an offline check have in common (docs/errors.md).</summary>
public static class ErrorDetails
{
    /// <summary>The domain of every reason.</summary>
    public const string Domain = "stats.ogi";

    /// <summary>What details there are. A JSON formatter that does not know them fails.</summary>
    public static TypeRegistry Types { get; } = TypeRegistry.FromMessages(
        BadRequest.Descriptor, ErrorInfo.Descriptor, LocalizedMessage.Descriptor, PreconditionFailure.Descriptor,
        RetryInfo.Descriptor);

    public static BadRequest.Types.FieldViolation Violation(string field, string reason, LocalizedText text) => new()
    {
        Field = field,
        Reason = reason,
        Description = text.En,
        LocalizedMessage = new LocalizedMessage { Locale = "zh-CN", Message = text.Zh },
    };

    public static IEnumerable<Any> Localized(LocalizedText text) =>
        new[] { ("zh-CN", text.Zh), ("en", text.En) }
            .Select(said => Any.Pack(new LocalizedMessage { Locale = said.Item1, Message = said.Item2 }));
}
