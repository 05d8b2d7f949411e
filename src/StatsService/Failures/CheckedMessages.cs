using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace StatsService.Failures;

/// <summary>Reads messages and refuses those that are not well-formed protobuf or hold text that is not UTF-8.</summary>
internal static class CheckedMessages
{
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
                throw Malformed($"字段{field}不是UTF-8文本。", $"The field {field} holds text that is not UTF-8.").ToStatus().ToRpcException();
            }
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Malformed(
                $"消息不是有效的protobuf（{message.Descriptor.FullName}）。",
                $"The message is no well-formed protobuf ({message.Descriptor.FullName}): {e.Message}").ToStatus().ToRpcException();
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

            if (field.FieldType == FieldType.Message && FindBadText(field.MessageType, value.ToByteArray()) is { } below)
            {
                return $"{field.Name}.{below}";
            }
        }

        return null;
    }

    private static Refusal Malformed(string zh, string en) => new(Google.Rpc.Code.InvalidArgument, "MALFORMED_MESSAGE", new(zh, en));
}
