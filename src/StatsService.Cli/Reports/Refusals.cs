using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using StatsService.Forms;
using Status = Google.Rpc.Status;

namespace StatsService.Cli.Reports;

/// <summary>What cannot be understood, told as the service would tell it.</summary>
internal static class Refusals
{
    private const string Domain = "stats.ogi";

    public static Status NotUnderstood(IReadOnlyList<ContentProblem> problems) => new()
    {
        Code = (int)Code.InvalidArgument,
        Message = English(problems.Count),
        Details =
        {
            Any.Pack(new ErrorInfo { Reason = problems[0].Reason, Domain = Domain }),
            Any.Pack(new BadRequest { FieldViolations = { problems.Select(ToWire) } }),
            Any.Pack(new LocalizedMessage { Locale = "zh-CN", Message = $"有{problems.Count}处无法理解。" }),
            Any.Pack(new LocalizedMessage { Locale = "en", Message = English(problems.Count) }),
        },
    };

    private static string English(int problems) => $"{problems} problem(s): the report cannot be understood.";

    private static BadRequest.Types.FieldViolation ToWire(ContentProblem problem) => new()
    {
        Field = problem.Path,
        Reason = problem.Reason,
        Description = problem.Message.En,
        LocalizedMessage = new LocalizedMessage { Locale = "zh-CN", Message = problem.Message.Zh },
    };
}
