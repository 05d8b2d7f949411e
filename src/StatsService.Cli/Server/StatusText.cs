using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Status = Google.Rpc.Status;

namespace StatsService.Cli.Server;

/// <summary>A status of the rich error model, for people.</summary>
internal static class StatusText
{
    /// <summary>What the details of a status may be; JSON needs to know.</summary>
    public static readonly TypeRegistry Details = TypeRegistry.FromMessages(
        BadRequest.Descriptor, ErrorInfo.Descriptor, LocalizedMessage.Descriptor, PreconditionFailure.Descriptor, RetryInfo.Descriptor);

    /// <summary><c>STALE_ETAG</c>; where the status has none, its code.</summary>
    public static string Reason(Status status) => Detail<ErrorInfo>(status)?.Reason ?? ((Code)status.Code).ToString();

    /// <summary>The message in both languages, what is wrong field by field, and what helps.</summary>
    public static IEnumerable<string> Lines(Status status)
    {
        var messages = All<LocalizedMessage>(status).Select(message => message.Message).ToList();
        foreach (var line in messages is [] ? [status.Message] : messages)
        {
            yield return line;
        }

        foreach (var violation in Detail<BadRequest>(status)?.FieldViolations ?? [])
        {
            yield return $"{violation.Field}  {violation.Reason}".TrimStart();
            yield return $"  {violation.LocalizedMessage?.Message}";
            yield return $"  {violation.Description}";
        }

        foreach (var (key, value) in Detail<ErrorInfo>(status)?.Metadata.AsEnumerable() ?? [])
        {
            yield return $"{key}: {value}";
        }

        if (Detail<RetryInfo>(status) is { } retry)
        {
            yield return $"可在{retry.RetryDelay.ToTimeSpan().TotalSeconds}秒后重试 | try again in {retry.RetryDelay.ToTimeSpan().TotalSeconds} s";
        }
    }

    private static T? Detail<T>(Status status)
        where T : class, IMessage<T>, new() => All<T>(status).FirstOrDefault();

    private static IEnumerable<T> All<T>(Status status)
        where T : class, IMessage<T>, new() => status.Details.Where(detail => detail.Is(new T().Descriptor)).Select(detail => detail.Unpack<T>());
}
