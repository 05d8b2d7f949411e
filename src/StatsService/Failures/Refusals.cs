using System.Globalization;
using Google.Rpc;
using StatsService.Canonical;
using StatsService.Forms;

namespace StatsService.Failures;

/// <summary>The refusals that several use cases share. Those of one use case stand beside it.</summary>
internal static class Refusals
{
    /// <summary>The most fields at fault that one refusal names.</summary>
    public const int MaxViolations = 200;

    public static Refusal Required(string field) => Invalid("REQUIRED_FIELD", field, new(
        $"缺少必填字段{field}。", $"The field {field} is required."));

    public static Refusal InvalidName(string field, string value, string pattern) => Invalid("INVALID_NAME", field, new(
        $"{field}“{value}”不是有效名称；应形如{pattern}。", $"{field} '{value}' is no valid name; it looks like {pattern}."));

    public static Refusal InvalidValue(string field, string zh, string en) =>
        Invalid("INVALID_VALUE", field, new(zh, en));

    public static Refusal TooLong(string field, int length, int max) => Of(CommonProblems.TooLong(field, length, max));

    public static Refusal TooMany(string field, int count, int max) => Of(CommonProblems.TooMany(field, count, max));

    public static void DemandAtMost(string field, int count, int max)
    {
        if (count > max)
        {
            throw TooMany(field, count, max);
        }
    }

    public static Refusal ControlCharacters(string field) => Of(CommonProblems.ControlCharacters(field));

    /// <summary>Refuses a number that is no value of its enum.</summary>
    public static void DemandDefined<T>(T value, string field)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw Of(CommonProblems.Undefined(field, value));
        }
    }

    public static Refusal TooLarge(int limit) => new(Code.ResourceExhausted, "TOO_LARGE", new(
        $"消息超过上限{limit}字节；大量报告请用BatchFileReports逐份报送，叙述文字每段至多200000个字符。",
        $"The message is larger than {limit} bytes; file many reports one by one with BatchFileReports, and at most "
        + "200,000 characters a section."))
    {
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["limit"] = limit.ToString(CultureInfo.InvariantCulture),
        },
    };

    /// <summary>One refusal for all problems.</summary>
    /// <param name="within">The field below which their paths are. Empty: they go from the request on.</param>
    public static Refusal NotUnderstood(IReadOnlyList<ContentProblem> problems, string within = "")
    {
        var prefix = within.Length == 0 ? "" : within + ".";
        var (zh, en) = problems[0].Message;
        var first = Shortened.Path(prefix + problems[0].Path);
        return new(Code.InvalidArgument, problems[0].Reason, problems.Count == 1
            ? new($"{first}：{zh}", $"{first}: {en}")
            : new(
                $"有{problems.Count}处无法理解。首处{first}：{zh}",
                $"{problems.Count} fields cannot be understood. The first, {first}: {en}"))
        {
            Violations = [.. problems.Take(MaxViolations).Select(problem =>
                new Violation(prefix + problem.Path, problem.Reason, problem.Message))],
            ViolationCount = problems.Count,
            Metadata = problems.FirstOrDefault(problem => problem.Suggestion is not null) is { } hint
                ? new Dictionary<string, string>(StringComparer.Ordinal) { ["nearest"] = hint.Suggestion! }
                : new Dictionary<string, string>(StringComparer.Ordinal),
        };
    }

    /// <summary>A name that nothing has, with the nearest one that something has.</summary>
    public static Refusal Unknown(string reason, string field, string written, string? nearest)
    {
        var text = nearest is null
            ? new LocalizedText(
                $"{field}：没有“{written}”，请查对名称。", $"{field}: there is no '{written}'; look the name up.")
            : new LocalizedText(
                $"{field}：没有“{written}”，是否应为“{nearest}”？",
                $"{field}: there is no '{written}'; did you mean '{nearest}'?");
        return new(Code.InvalidArgument, reason, text)
        {
            Violations = [new(field, reason, text)],
            Metadata = nearest is null
                ? new Dictionary<string, string>(StringComparer.Ordinal)
                : new Dictionary<string, string>(StringComparer.Ordinal) { ["nearest"] = nearest },
        };
    }

    public static Refusal NotFound(string reason, string name) => new(Code.NotFound, reason, new(
        $"没有{name}。", $"There is no {name}."));

    public static Refusal StaleEtag(string name, string etag, long revision) => new(Code.Aborted, "STALE_ETAG", new(
        $"{name}已被他人修改（现为第{revision}版）；请重新读取后再决定。",
        $"{name} was changed meanwhile (it is at revision {revision} now); read it again and decide."))
    {
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["etag"] = etag,
            ["revision"] = revision.ToString(CultureInfo.InvariantCulture),
        },
    };

    public static Refusal LostRace() => new(Code.Aborted, "CONCURRENT_CHANGE", new(
        "同一资源正被另一请求修改，本次未保存；请重试。",
        "Another request was changing the same resource; nothing was stored. Try again."))
    {
        RetryAfter = TimeSpan.FromMilliseconds(100),
    };

    public static Refusal RequestIdReused(string requestId) => new(Code.AlreadyExists, "REQUEST_ID_REUSED", new(
        $"request_id {requestId}已用于内容不同的请求；请换一个新的UUID。",
        $"The request_id {requestId} was used for a request with other contents; take a new UUID."));

    /// <param name="field">Where the token stands in the request.</param>
    public static Refusal PageTokenMismatch(string field = "page_token") => Invalid("PAGE_TOKEN_MISMATCH", field, new(
        $"{field}不属于本请求，或已被改动；除page_size外请保持请求不变，或从第一页重新开始。",
        $"The {field} belongs to another request, or was changed; keep all but page_size as it was, or begin with "
        + "the first page."));

    public static Refusal Invalid(string reason, string field, LocalizedText text) =>
        new(Code.InvalidArgument, reason, text) { Violations = [new(field, reason, text)] };

    private static Refusal Of(ContentProblem problem) => Invalid(problem.Reason, problem.Path, new(
        $"{problem.Path}：{problem.Message.Zh}", $"{problem.Path}: {problem.Message.En}"));
}
