using Google.Protobuf;
using Grpc.Core;

namespace StatsService.Changes;

/// <summary>
/// Tables of changes and snapshots are bytes only, as they go out over gRPC (<see cref="Reports.EncodedTables"/>). What
/// goes out as JSON is made readable here.
/// </summary>
internal static class ReadableAnswers
{
    public static T For<T>(ServerCallContext call, T answer)
        where T : IMessage<T>, new() => IsJson(call) ? Read(answer) : answer;

    public static IServerStreamWriter<T> For<T>(ServerCallContext call, IServerStreamWriter<T> answers)
        where T : IMessage<T>, new() => IsJson(call) ? new Reading<T>(answers) : answers;

    private static bool IsJson(ServerCallContext call) =>
        call.GetHttpContext().Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true;

    private static T Read<T>(T answer)
        where T : IMessage<T>, new()
    {
        var read = new T();
        read.MergeFrom(answer.ToByteString());
        return read;
    }

    private sealed class Reading<T>(IServerStreamWriter<T> answers) : IServerStreamWriter<T>
        where T : IMessage<T>, new()
    {
        public WriteOptions? WriteOptions
        {
            get => answers.WriteOptions;
            set => answers.WriteOptions = value;
        }

        public Task WriteAsync(T message) => answers.WriteAsync(Read(message));

        public Task WriteAsync(T message, CancellationToken cancellationToken) =>
            answers.WriteAsync(Read(message), cancellationToken);
    }
}
