using Google.Protobuf;
using Grpc.Core;
using Npgsql;
using StatsService.Forms;
using StatsService.Hosting;

namespace StatsService.Failures;

/// <summary>The one place where a failure becomes a gRPC status (AIP-193).</summary>
internal sealed partial class FailureInterceptor(TimeProvider clock, ILogger<FailureInterceptor> log) : EveryCall
{
    /// <summary>A client gives up at its own deadline, which it reaches a little before we reach ours.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(100);

    protected override async Task Around(IMessage? request, ServerCallContext context, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpc(e, context);
        }
    }

    private RpcException ToRpc(Exception e, ServerCallContext context)
    {
        if (context.CancellationToken.IsCancellationRequested)
        {
            return new RpcException(context.Deadline <= (clock.GetUtcNow() + Early).UtcDateTime
                ? new Grpc.Core.Status(StatusCode.DeadlineExceeded, "Deadline exceeded.")
                : new Grpc.Core.Status(StatusCode.Cancelled, "Cancelled by the client."));
        }

        return ToRefusal(e, context.Method, log).ToTrailer().ToRpcException();
    }

    /// <summary>A failure as it is told; what the caller cannot act on is told without detail, and logged.</summary>
    public static Refusal ToRefusal(Exception e, string rpc, ILogger log)
    {
        var refusal = ToRefusal(e);
        if (refusal.Code is Google.Rpc.Code.Internal or Google.Rpc.Code.Unavailable)
        {
            Failed(log, e, rpc);
        }

        return refusal;
    }

    private static Refusal ToRefusal(Exception e) => e switch
    {
        Refusal refusal => refusal,
        _ when Unavailable(e) => new(Google.Rpc.Code.Unavailable, "STORE_UNAVAILABLE", new LocalizedText(
            "数据库暂不可用；未确认的写入请用同一request_id重试。",
            "The database is not available; repeat an unanswered write with the same request_id."))
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        },
        _ when Corrupt(e) => new(Google.Rpc.Code.Internal, "DATA_LOSS", new LocalizedText(
            "数据库中的数据已损坏，无法读取，已记录；请凭trace id联系运维，重试无用。",
            "What is stored cannot be read: it is damaged, which was logged. Ask the operator with the trace id; "
            + "trying again does not help.")),
        _ => new(Google.Rpc.Code.Internal, "INTERNAL", new LocalizedText(
            "服务内部错误，已记录；请凭trace id联系运维。",
            "An internal error, which was logged; ask the operator with the trace id.")),
    };

    private static bool Unavailable(Exception? e) => e switch
    {
        null => false,
        InvalidProtocolBufferException => false, // an IOException to its authors
        NpgsqlException { IsTransient: true } => true,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,

        // A connection whose statements were not prepared to the end, because another call was cancelled meanwhile.
        PostgresException { SqlState: PostgresErrorCodes.InvalidSqlStatementName } => true,
        System.Net.Sockets.SocketException or IOException => true,
        _ => Unavailable(e.InnerException),
    };

    private static bool Corrupt(Exception? e) =>
        e is InvalidProtocolBufferException || (e is not null && Corrupt(e.InnerException));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Rpc} failed.")]
    private static partial void Failed(ILogger log, Exception e, string rpc);
}
