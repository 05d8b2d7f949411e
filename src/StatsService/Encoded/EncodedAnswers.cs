using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using Ogi.Stats.V1;

namespace StatsService.Encoded;

/// <summary>Sends answers with encoded rows: over gRPC as they are; what goes out as JSON is read first.</summary>
internal static class EncodedAnswers
{
    /// <returns>One that writes the rows, too, where messages of this type have any.</returns>
    public static Marshaller<T> Marshaller<T>(Marshaller<T> original)
        where T : class =>
        typeof(IEncodedRows).IsAssignableFrom(typeof(T))
            ? Marshallers.Create(Send, original.ContextualDeserializer)
            : original;

    /// <summary>What a client receives.</summary>
    public static void Write(IEncodedRows answer, IBufferWriter<byte> output)
    {
        answer.WriteTo(output);
        output.Write(Rows(answer).Span);
    }

    public static T For<T>(ServerCallContext call, T answer)
        where T : class, IMessage<T>, IEncodedRows, new()
    {
        if (answer.Rows is { } rows)
        {
            call.GetHttpContext().Response.RegisterForDispose(rows); // once it is sent
        }

        return IsJson(call) ? Read(answer) : answer;
    }

    public static IServerStreamWriter<T> For<T>(ServerCallContext call, IServerStreamWriter<T> answers)
        where T : class, IMessage<T>, IEncodedRows, new() => new Sending<T>(answers, IsJson(call));

    private static bool IsJson(ServerCallContext call) =>
        call.GetHttpContext().Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true;

    private static void Send<T>(T message, SerializationContext output)
    {
        var answer = (IEncodedRows)message!;
        output.SetPayloadLength(answer.CalculateSize() + Rows(answer).Length);
        Write(answer, output.GetBufferWriter());
        output.Complete();
    }

    private static ReadOnlyMemory<byte> Rows(IEncodedRows answer) => answer.Rows?.Memory ?? default;

    private static T Read<T>(T answer)
        where T : class, IMessage<T>, IEncodedRows, new()
    {
        var read = new T();
        read.MergeFrom(answer.ToByteString());
        read.MergeFrom(Rows(answer).Span);
        return read;
    }

    private sealed class Sending<T>(IServerStreamWriter<T> answers, bool isJson) : IServerStreamWriter<T>
        where T : class, IMessage<T>, IEncodedRows, new()
    {
        public WriteOptions? WriteOptions
        {
            get => answers.WriteOptions;
            set => answers.WriteOptions = value;
        }

        public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

        public async Task WriteAsync(T message, CancellationToken cancellationToken)
        {
            using var rows = message.Rows;
            await answers.WriteAsync(isJson ? Read(message) : message, cancellationToken);
        }
    }
}
