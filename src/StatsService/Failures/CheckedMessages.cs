using System.Buffers;
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
        Marshallers.Create(original.ContextualSerializer, context => Read<T>(context.PayloadAsReadOnlySequence()));

    private static T Read<T>(ReadOnlySequence<byte> bytes)
        where T : class
    {
        var message = (IMessage)Activator.CreateInstance<T>();
        try
        {
            message.MergeFrom(bytes);
            return (T)message;
        }
        catch (InvalidProtocolBufferException e)
        {
            // No interceptor sees it, so it is told here.
            throw Refused(message.Descriptor, bytes.ToArray(), e).ToTrailer().ToRpcException();
        }
    }

    private static Refusal Refused(MessageDescriptor type, byte[] bytes, InvalidProtocolBufferException e)
    {
        try
        {
            if (FindBadText(type, bytes) is { } field)
            {
                return Refusals.Invalid(Reason, field, new(
                    $"字段{field}不是UTF-8文本。", $"The field {field} holds text that is not UTF-8."));
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Not even that can be told.
        }

        return new(Google.Rpc.Code.InvalidArgument, Reason, new(
            $"消息不是有效的protobuf（{type.FullName}）：{e.Message}",
            $"The message is no well-formed protobuf ({type.FullName}): {e.Message}"));
    }

    /// <summary>
    /// The first string field whose bytes are not UTF-8, as a path: the runtime does not say which it is.
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
}
