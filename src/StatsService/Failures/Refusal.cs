using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using StatsService.Canonical;
using StatsService.Forms;
using Code = Google.Rpc.Code;

namespace StatsService.Failures;

/// <summary>
/// A request that the service does not carry out, told by the rich error model (AIP-193). <see cref="Reason"/> is
/// stable and documented in <c>docs/errors.md</c>; the messages may improve.
/// </summary>
public sealed class Refusal(Code code, string reason, LocalizedText message) : Exception(message.En)
{
    public Code Code { get; } = code;

    public string Reason { get; } = reason;

    public LocalizedText Text { get; } = message;

    /// <summary>The fields at fault, all of them.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>Facts for a program: the current etag, the nearest ids.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>For a refusal by state: what it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>How long to wait before trying again, where that helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public Google.Rpc.Status ToStatus()
    {
        var info = new ErrorInfo { Domain = ErrorDetails.Domain, Reason = Reason };
        foreach (var (key, value) in Metadata)
        {
            info.Metadata.Add(key, value);
        }

        var status = new Google.Rpc.Status { Code = (int)Code, Message = Text.En, Details = { Any.Pack(info) } };
        if (Violations.Count > 0)
        {
            var violations = Violations.Select(v => ErrorDetails.Violation(v.Field, v.Reason, v.Text));
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violations } }));
        }

        if (Code == Code.FailedPrecondition)
        {
            var violation = new PreconditionFailure.Types.Violation
            {
                Type = Reason,
                Subject = Subject ?? "",
                Description = Text.En,
            };
            status.Details.Add(Any.Pack(new PreconditionFailure { Violations = { violation } }));
        }

        if (RetryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        status.Details.Add(ErrorDetails.Localized(Text));
        return status;
    }
}

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">Its path from the request on.</param>
public sealed record Violation(string Field, string Reason, LocalizedText Text);
