using Google.Rpc;
using Grpc.Core;

namespace StatsService.Client;

/// <summary>What a refused call says.</summary>
public static class Refusals
{
    /// <summary>
    /// The stable reason of a refusal, as in the service's docs/errors.md: <c>STALE_ETAG</c>. Null where there is none:
    /// the call did not reach the service.
    /// </summary>
    public static string? Reason(this RpcException e) => e.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;

    /// <summary>How long to wait before the call is tried again, where the service says so.</summary>
    public static TimeSpan? RetryAfter(this RpcException e) =>
        e.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan();

    /// <summary>Whether the same call may succeed later: nothing is wrong with it.</summary>
    public static bool IsTransient(this RpcException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.StatusCode is not (
            StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.AlreadyExists
            or StatusCode.PermissionDenied or StatusCode.Unauthenticated or StatusCode.FailedPrecondition
            or StatusCode.OutOfRange or StatusCode.Unimplemented);
    }
}
