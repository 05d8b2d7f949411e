using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace StatsService.Failures;

/// <summary>Reads messages; refuses those that are no well-formed protobuf or hold text that is not UTF-8.</summary>
internal static class CheckedMessages
{
    private const string Reason = "MALFORMED_MESSAGE";

    public static Marshaller<T> Marshaller<T>(Marshaller<T> original)
        where T : class =>
        Marshallers.Create(original.ContextualSerializer, context => Read<T>(context.PayloadAsNewBuffer()));

    private static T Read<T>(byte[] bytes)
        where T : class
    {
        var message = (IMessage)Activator.CreateInstance<T>();
        try
        {
            message.MergeFrom(bytes);
            if (FindBadText(message.Descriptor, bytes) is { } field)
            {
                throw Told(Refusals.Invalid(Reason, field, new(
                    $"字段{field}不是UTF-8文本。", $"The field {field} holds text that is not UTF-8.")));
            }
        }
        catch (InvalidProtocolBufferException e)
        {
            var type = message.Descriptor.FullName;
            throw Told(new(Google.Rpc.Code.InvalidArgument, Reason, new(
                $"消息不是有效的protobuf（{type}）。", $"The message is no well-formed protobuf ({type}): {e.Message}")));
        }

        return (T)message;
    }

    /// <summary>
    /// The first string field whose bytes are not UTF-8, as a path. The protobuf runtime would silently put U+FFFD in
    /// their place, and a name or a reason would be stored otherwise than it was sent.
    /// </summary>
    private static string? FindBadText(MessageDescriptor descriptor, byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var field = descriptor.FindFieldByNumber(WireFormat.GetTagFieldNumber(tag));
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited
                || field?.FieldType is not (FieldType.String or FieldType.Message))
            {
                input.SkipLastField();
                continue;
            }

            var value = input.ReadBytes();
            if (field.FieldType == FieldType.String && !Utf8.IsValid(value.Span))
            {
                return field.Name;
            }

            if (field.FieldType == FieldType.Message
                && FindBadText(field.MessageType, value.ToByteArray()) is { } below)
            {
                return $"{field.Name}.{below}";
            }
        }

        return null;
    }

    /// <summary>No interceptor sees it, so it is told here.</summary>
    private static RpcException Told(Refusal refusal) => refusal.ToStatus().ToRpcException();
}
