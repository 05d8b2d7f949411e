using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace StatsService.Tests.Fixtures;

/// <summary>A call that was refused, taken apart.</summary>
internal sealed record Refused(StatusCode Code, string Reason, IReadOnlyList<string> Fields, IDictionary<string, string> Metadata, string Zh, string En)
{
    public static async Task<Refused> By<T>(Func<AsyncUnaryCall<T>> call)
        where T : IMessage =>
        Of((await Assert.ThrowsAsync<RpcException>(async () => await call())).GetRpcStatus()!);

    public static Refused Of(Google.Rpc.Status status)
    {
        var info = status.GetDetail<ErrorInfo>()!;
        var messages = status.Details.Where(any => any.Is(LocalizedMessage.Descriptor))
            .Select(any => any.Unpack<LocalizedMessage>())
            .ToDictionary(message => message.Locale, message => message.Message, StringComparer.Ordinal);
        return new(
            (StatusCode)status.Code,
            info.Reason,
            [.. status.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? []],
            info.Metadata,
            messages["zh-CN"],
            messages["en"]);
    }
}
