using Google.Protobuf;
using Google.Rpc;
using Status = Google.Rpc.Status;

namespace StatsService.Cli.Server;

/// <summary>A status of the rich error model, for people.</summary>
internal static class StatusText
{
    /// <summary><c>STALE_ETAG</c>; where the status has none, its code.</summary>
    public static string Reason(Status status) => Detail<ErrorInfo>(status)?.Reason ?? ((Code)status.Code).ToString();

    /// <summary>The message in both languages, what is wrong field by field, and what helps; nothing twice.</summary>
    public static IEnumerable<string> Lines(Status status)
    {
        var messages = All<LocalizedMessage>(status).Select(message => message.Message).ToList();
        return Violations(status).Concat(Helpful(status)).Prepend(messages is [] ? [status.Message] : messages)
            .SelectMany(lines => lines)
            .Where(line => line.Length > 0)
            .DistinctBy(line => line.Trim(), StringComparer.Ordinal);
    }

    private static IEnumerable<IEnumerable<string>> Violations(Status status) =>
        (Detail<BadRequest>(status)?.FieldViolations ?? []).Select(violation => new[]
        {
            $"{violation.Field}  {violation.Reason}".TrimStart(),
            $"  {violation.LocalizedMessage?.Message}",
            $"  {violation.Description}",
        });

    private static IEnumerable<IEnumerable<string>> Helpful(Status status)
    {
        yield return (Detail<ErrorInfo>(status)?.Metadata ?? []).Select(fact => $"{fact.Key}: {fact.Value}");
        if (Detail<RetryInfo>(status) is { } retry)
        {
            var seconds = retry.RetryDelay.ToTimeSpan().TotalSeconds;
            yield return [$"可在{seconds}秒后重试 | try again in {seconds} s"];
        }
    }

    private static T? Detail<T>(Status status)
        where T : class, IMessage<T>, new() => All<T>(status).FirstOrDefault();

    private static IEnumerable<T> All<T>(Status status)
        where T : class, IMessage<T>, new() =>
        status.Details.Where(detail => detail.Is(new T().Descriptor)).Select(detail => detail.Unpack<T>());
}
