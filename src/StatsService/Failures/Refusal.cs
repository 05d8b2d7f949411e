using StatsService.Forms;
using Code = Google.Rpc.Code;

namespace StatsService.Failures;

/// <summary>
/// A request that the service does not carry out, told by the rich error model (AIP-193). <see cref="Reason"/> is
/// stable and documented in <c>docs/errors.md</c>; the messages may improve.
/// </summary>
internal sealed class Refusal(Code code, string reason, LocalizedText message) : Exception(message.En)
{
    public Code Code { get; } = code;

    public string Reason { get; } = reason;

    public LocalizedText Text { get; } = Shortened.Text(message);

    /// <summary>The fields at fault, all of them or the first <see cref="Refusals.MaxViolations"/>.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>How many fields are at fault, where that is more than <see cref="Violations"/> holds.</summary>
    public int ViolationCount { get => Math.Max(field, Violations.Count); init; }

    /// <summary>Facts for a program: the current etag, the nearest ids. Short ones: they travel in a header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>For a refusal by state: what it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>How long to wait before trying again, where that helps.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>What is wrong with one field of a request.</summary>
internal sealed record Violation
{
    /// <param name="field">Its path from the request on.</param>
    public Violation(string field, string reason, LocalizedText text) =>
        (Field, Reason, Text) = (Shortened.Path(field), reason, Shortened.Text(text));

    public string Field { get; }

    public string Reason { get; }

    public LocalizedText Text { get; }
}
