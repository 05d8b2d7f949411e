using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace StatsService.Tests.Fixtures;

/// <summary>A call that was refused, taken apart. Every refusal has a reason and a sentence in each language.</summary>
internal sealed record Refused(
    StatusCode Code, string Reason, IReadOnlyList<string> Fields, IDictionary<string, string> Metadata,
    string Zh, string En)
{
    /// <summary>What may have been meant, the nearest first.</summary>
    public IReadOnlyList<(string Name, string Title)> Nearest => Metadata.TryGetValue("nearest", out var names)
        ? [.. names.Split(',').Zip(Metadata["nearest_titles"].Split('\n'))]
        : [];

    public static async Task<Refused> By<T>(Func<AsyncUnaryCall<T>> call)
        where T : IMessage =>
        Of((await Assert.ThrowsAsync<RpcException>(async () => await call())).GetRpcStatus()!);

    public static Refused Of(Google.Rpc.Status status)
    {
        var info = status.GetDetail<ErrorInfo>()!;
        Assert.Equal("stats.ogi", info.Domain);
        Assert.All(info.Metadata.Keys, key => Assert.Matches("^[a-z][a-zA-Z0-9_-]{1,63}$", key));
        var messages = status.Details.Where(any => any.Is(LocalizedMessage.Descriptor))
            .Select(any => any.Unpack<LocalizedMessage>())
            .ToDictionary(message => message.Locale, message => message.Message, StringComparer.Ordinal);
        Assert.Contains(messages["zh-CN"], c => c is >= '\u4e00' and <= '\u9fff');
        Assert.NotEmpty(messages["en"]);
        return new(
            (StatusCode)status.Code,
            info.Reason,
            [.. status.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? []],
            info.Metadata,
            messages["zh-CN"],
            messages["en"]);
    }

    public static async Task<Google.Rpc.Status> With(StatusCode code, string reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        var status = refusal.GetRpcStatus();
        Assert.True(status is not null, $"No details: {refusal.Status}");
        var refused = Of(status);
        Assert.Equal((code, reason), (refused.Code, refused.Reason));
        Assert.Equal(code, refusal.StatusCode);
        return status;
    }

    /// <summary>The same, and it names exactly this field.</summary>
    public static async Task<Google.Rpc.Status> AtField(StatusCode code, string reason, string field, Func<Task> call)
    {
        var status = await With(code, reason, call);
        Assert.Contains(field, Of(status).Fields);
        return status;
    }
}
