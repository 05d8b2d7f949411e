using Grpc.Core;
using StatsService.Cli.Screens;
using Status = Google.Rpc.Status;

namespace StatsService.Cli.Server;

/// <summary>Shows why a call failed, and says which exit code that is.</summary>
internal static class FailureScreen
{
    public static int Show(Screen screen, RpcException e, Uri server)
    {
        if (e.GetRpcStatus() is { Details.Count: > 0 } status)
        {
            Show(screen, status);
            if (e.StatusCode == StatusCode.Unauthenticated)
            {
                screen.Note("  用--token或STATS_TOKEN给出令牌 | give the token by --token or STATS_TOKEN");
            }
        }
        else
        {
            Explain(screen, e, server);
        }

        return Code(e);
    }

    public static void Show(Screen screen, Status status)
    {
        if (screen.Json)
        {
            Console.Error.WriteLine(JsonText.Format(status));
            return;
        }

        screen.ErrorLine($"{StatusText.Reason(status)} ({(Google.Rpc.Code)status.Code})");
        foreach (var line in StatusText.Lines(status))
        {
            screen.Note("  " + line);
        }
    }

    /// <summary>The exit code for an item that the service answered with a status.</summary>
    public static int Code(Status status) => Code((StatusCode)status.Code);

    private static int Code(RpcException e) => NeverConnected(e) ? ExitCodes.Unavailable : Code(e.StatusCode);

    private static int Code(StatusCode code) => code switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled => ExitCodes.Unavailable,
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => ExitCodes.NotAllowed,
        StatusCode.Internal or StatusCode.Unknown => ExitCodes.Failed,
        StatusCode.DataLoss or StatusCode.Unimplemented => ExitCodes.Failed,
        _ => ExitCodes.Refused,
    };

    private static void Explain(Screen screen, RpcException e, Uri server) => screen.Complain(e.StatusCode switch
    {
        _ when NeverConnected(e) => new(
            $"无法连接{server}；请检查地址（--server或STATS_SERVER），或用scripts/run.sh启动服务。（{e.Status.Detail}）",
            $"{server} cannot be reached; check the address (--server or STATS_SERVER), "
            + "or start the service with scripts/run.sh."),
        StatusCode.DeadlineExceeded => new(
            $"{server}未在限定时间内应答；请重试，或加大--timeout。",
            $"{server} did not answer in time; try again, or with a larger --timeout."),
        StatusCode.Unauthenticated => new(
            "服务要求有效的访问令牌；请用--token或STATS_TOKEN。",
            "The service wants a valid access token; give it by --token or STATS_TOKEN."),
        StatusCode.PermissionDenied => new("此访问令牌无权执行该操作。", "This access token does not allow that."),
        _ => new($"{e.StatusCode}：{e.Status.Detail}", $"{e.StatusCode}: {e.Status.Detail}"),
    });

    /// <summary>Nothing that speaks gRPC answered at all.</summary>
    private static bool NeverConnected(RpcException e) =>
        e.StatusCode == StatusCode.Unavailable || e.Status.DebugException is HttpRequestException;
}
