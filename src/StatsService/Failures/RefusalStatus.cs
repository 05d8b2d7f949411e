using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using StatsService.Canonical;

namespace StatsService.Failures;

/// <summary>Refusals as the API tells them.</summary>
internal static class RefusalStatus
{
    /// <summary>
    /// Of message and details as they travel. grpc-java and gRPC's C core (Python, Ruby, C++) take 8 KiB of headers; of
    /// a call with more they show RESOURCE_EXHAUSTED, and the refusal is lost.
    /// </summary>
    public const int MaxTrailer = 6 * 1024;

    /// <summary>The longest sentences in a trailer, where whole ones leave no room for a field at fault.</summary>
    private const int ShortText = 150;

    /// <summary>Names and lengths around the fields at fault.</summary>
    private const int Around = 100;

    /// <summary>The whole of it, for the body of an answer.</summary>
    public static Google.Rpc.Status ToStatus(this Refusal refusal) =>
        Write(refusal, refusal.Violations.Count, int.MaxValue);

    /// <summary>For the trailers of a call: as many of the fields at fault as go into them.</summary>
    public static Google.Rpc.Status ToTrailer(this Refusal refusal)
    {
        var whole = refusal.ToStatus();
        return SizeOf(whole) <= MaxTrailer ? whole : Fill(refusal, int.MaxValue) ?? Fill(refusal, ShortText)!;
    }

    /// <summary>Null: there is no room for any field at fault.</summary>
    private static Google.Rpc.Status? Fill(Refusal refusal, int maxText)
    {
        var room = MaxTrailer - Around - SizeOf(Write(refusal, violations: 0, maxText));
        var fit = refusal.Violations
            .TakeWhile(violation => (room -= Base64(ToWire(violation, maxText).CalculateSize() + 3)) >= 0).Count();
        return fit == 0 && maxText > ShortText ? null : Write(refusal, fit, maxText);
    }

    private static Google.Rpc.Status Write(Refusal refusal, int violations, int maxText)
    {
        var text = Shortened.Text(refusal.Text, maxText);
        var info = new ErrorInfo { Domain = ErrorDetails.Domain, Reason = refusal.Reason };
        foreach (var (key, value) in refusal.Metadata)
        {
            info.Metadata.Add(key, value);
        }

        if (refusal.ViolationCount > violations)
        {
            info.Metadata.Add("violation_count", refusal.ViolationCount.ToString(CultureInfo.InvariantCulture));
        }

        var status = new Google.Rpc.Status
        {
            Code = (int)refusal.Code,
            Message = text.En,
            Details = { Any.Pack(info) },
        };
        if (violations > 0)
        {
            var told = refusal.Violations.Take(violations).Select(violation => ToWire(violation, maxText));
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { told } }));
        }

        if (refusal.Code == Code.FailedPrecondition)
        {
            var violation = new PreconditionFailure.Types.Violation
            {
                Type = refusal.Reason,
                Subject = refusal.Subject ?? "",
                Description = text.En,
            };
            status.Details.Add(Any.Pack(new PreconditionFailure { Violations = { violation } }));
        }

        if (refusal.RetryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        status.Details.Add(ErrorDetails.Localized(text));
        return status;
    }

    private static BadRequest.Types.FieldViolation ToWire(Violation violation, int maxText) =>
        ErrorDetails.Violation(violation.Field, violation.Reason, Shortened.Text(violation.Text, maxText));

    /// <summary>The message goes percent-encoded, the details in base64.</summary>
    private static int SizeOf(Google.Rpc.Status status) =>
        Uri.EscapeDataString(status.Message).Length + Base64(status.CalculateSize());

    private static int Base64(int bytes) => (bytes + 2) / 3 * 4;
}
