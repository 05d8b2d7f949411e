using Google.Rpc;
using StatsService.Failures;
using StatsService.Forms;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Reports;

/// <summary>What may happen to a report.</summary>
internal enum ReportAction
{
    File,
    Correct,
    Return,
    Accept,
    Confirm,
    Withdraw,
    MarkCopy,
    UnmarkCopy,
}

/// <summary>
/// The transition table of a report's life (decision 7). What it does not allow is refused, naming what it allows.
/// </summary>
internal static class Transitions
{
    private static readonly Dictionary<State, ReportAction[]> Table = new()
    {
        [State.Unspecified] = [ReportAction.File],
        [State.Filed] =
        [
            ReportAction.Correct, ReportAction.Return, ReportAction.Accept, ReportAction.Confirm, ReportAction.Withdraw,
            ReportAction.MarkCopy, ReportAction.UnmarkCopy,
        ],
        [State.Returned] =
        [
            ReportAction.Correct, ReportAction.Confirm, ReportAction.Withdraw, ReportAction.MarkCopy,
            ReportAction.UnmarkCopy,
        ],
        [State.Accepted] =
        [
            ReportAction.Correct, ReportAction.Return, ReportAction.Confirm, ReportAction.Withdraw,
            ReportAction.MarkCopy, ReportAction.UnmarkCopy,
        ],
        [State.Withdrawn] = [ReportAction.File],
    };

    private static readonly Dictionary<State, string> Words = new()
    {
        [State.Unspecified] = "未报送",
        [State.Filed] = "已报送",
        [State.Returned] = "已退回",
        [State.Accepted] = "已接受",
        [State.Withdrawn] = "已撤回",
    };

    private static readonly Dictionary<ReportAction, (string Zh, string En)> Verbs = new()
    {
        [ReportAction.File] = ("报送", "FileReport"),
        [ReportAction.Correct] = ("更正", "CorrectReport"),
        [ReportAction.Return] = ("退回", "ReturnReport"),
        [ReportAction.Accept] = ("接受", "AcceptReport"),
        [ReportAction.Confirm] = ("确认", "ConfirmFinding"),
        [ReportAction.Withdraw] = ("撤回", "WithdrawReport"),
        [ReportAction.MarkCopy] = ("标记为副本", "MarkCopy"),
        [ReportAction.UnmarkCopy] = ("取消副本标记", "UnmarkCopy"),
    };

    /// <summary>What a report in <paramref name="state"/> allows; unspecified: there is none yet.</summary>
    public static IReadOnlyList<ReportAction> From(State state) => Table[state];

    /// <summary>Whether a correction that changes no cell says something: it answers a return.</summary>
    public static bool AnswersWithoutChange(State state) => state == State.Returned;

    public static void Demand(AnnualReport report, ReportAction action)
    {
        if (Table[report.State].Contains(action))
        {
            return;
        }

        var allowed = Table[report.State];
        var state = report.State.ToString().ToUpperInvariant();
        throw new Refusal(Code.FailedPrecondition, "WRONG_STATE", new LocalizedText(
            $"{report.Id}的状态为{Words[report.State]}，不能{Verbs[action].Zh}；"
            + $"可以{string.Join('、', allowed.Select(a => Verbs[a].Zh))}。",
            $"{report.Id} is in state {state}; {Verbs[action].En} is not allowed. "
            + $"Allowed: {string.Join(", ", allowed.Select(a => Verbs[a].En))}."))
        {
            Subject = report.Id,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["state"] = state,
                ["allowed"] = string.Join(',', allowed.Select(a => Verbs[a].En)),
            },
        };
    }
}
