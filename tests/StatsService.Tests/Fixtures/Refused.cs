using Google.Rpc;
using Grpc.Core;

namespace StatsService.Tests.Fixtures;

/// <summary>What a refusal must tell: its status and reason, the field, and a sentence in each language.</summary>
internal static class Refused
{
    public static async Task<Google.Rpc.Status> With(StatusCode code, string reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        var status = refusal.GetRpcStatus();
        Assert.True(status is not null, $"No details: {refusal.Status}");
        Assert.Equal((code, reason), (refusal.StatusCode, status.GetDetail<ErrorInfo>()!.Reason));
        Assert.Equal("stats.ogi", status.GetDetail<ErrorInfo>()!.Domain);
        var texts = status.Details.Where(detail => detail.Is(LocalizedMessage.Descriptor))
            .Select(detail => detail.Unpack<LocalizedMessage>()).ToDictionary(text => text.Locale, text => text.Message, StringComparer.Ordinal);
        Assert.Contains(texts["zh-CN"], c => c is >= '\u4e00' and <= '\u9fff');
        Assert.NotEmpty(texts["en"]);
        return status;
    }

    /// <summary>The same, and it names exactly this field.</summary>
    public static async Task<Google.Rpc.Status> AtField(StatusCode code, string reason, string field, Func<Task> call)
    {
        var status = await With(code, reason, call);
        Assert.Contains(field, status.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field));
        return status;
    }
}
