using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using StatsService.Canonical;
using StatsService.Forms;
using Status = Google.Rpc.Status;

namespace StatsService.Cli.Reports;

/// <summary>What cannot be understood, told as the service would tell it.</summary>
internal static class Refusals
{
    public static Status NotUnderstood(IReadOnlyList<ContentProblem> problems)
    {
        var text = new LocalizedText(
            $"有{problems.Count}处无法理解。", $"{problems.Count} problem(s): the report cannot be understood.");
        var violations = problems.Select(p => ErrorDetails.Violation(p.Path, p.Reason, p.Message));
        return new()
        {
            Code = (int)Code.InvalidArgument,
            Message = text.En,
            Details =
            {
                Any.Pack(new ErrorInfo { Reason = problems[0].Reason, Domain = ErrorDetails.Domain }),
                Any.Pack(new BadRequest { FieldViolations = { violations } }),
                ErrorDetails.Localized(text),
            },
        };
    }
}
