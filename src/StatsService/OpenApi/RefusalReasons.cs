using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Ogi.Stats.V1;
using StatsService.Callers;

namespace StatsService.OpenApi;

/// <summary>A reason for which a call may be refused.</summary>
/// <param name="Code">That of gRPC: <c>NOT_FOUND</c>.</param>
internal sealed record RefusalReason(string Reason, string Code, int HttpStatus, string When);

/// <summary>
/// For which reasons a route refuses: those that its comments in the protos name, and those that hold for every call.
/// What they mean stands in docs/errors.md, which lies in the program.
/// </summary>
internal static partial class RefusalReasons
{
    private const string TooLarge = "TOO_LARGE";

    private static readonly string[] Everywhere =
        ["INVALID_VALUE", "UNKNOWN_FIELD", "NOT_SIGNED_IN", "ROLE_MISSING", "STORE_UNAVAILABLE", "INTERNAL"];

    private static readonly string[] OfBodies = ["REQUIRED_FIELD", "MALFORMED_MESSAGE", TooLarge];

    /// <summary>What a comment on a service says of what is there already is said of its writes.</summary>
    private static readonly string[] CodesOfReads = ["INVALID_ARGUMENT", "NOT_FOUND", "UNAVAILABLE"];

    private static readonly Dictionary<string, int> HttpStatuses = new(StringComparer.Ordinal)
    {
        ["INVALID_ARGUMENT"] = StatusCodes.Status400BadRequest,
        ["FAILED_PRECONDITION"] = StatusCodes.Status400BadRequest,
        ["UNAUTHENTICATED"] = StatusCodes.Status401Unauthorized,
        ["PERMISSION_DENIED"] = StatusCodes.Status403Forbidden,
        ["NOT_FOUND"] = StatusCodes.Status404NotFound,
        ["ALREADY_EXISTS"] = StatusCodes.Status409Conflict,
        ["ABORTED"] = StatusCodes.Status409Conflict,
        ["RESOURCE_EXHAUSTED"] = StatusCodes.Status429TooManyRequests,
        ["UNAVAILABLE"] = StatusCodes.Status503ServiceUnavailable,
        ["INTERNAL"] = StatusCodes.Status500InternalServerError,
    };

    /// <summary>All of them, by reason, in the order of the document.</summary>
    public static IReadOnlyDictionary<string, RefusalReason> All { get; } = Read();

    public static IEnumerable<RefusalReason> Of(DescribedRoute route)
    {
        var access = RpcAccess.Declared($"/{route.Rpc.Service.FullName}/{route.Rpc.Name}")!;
        var named = Named(ProtoComments.Of(route.Rpc)).Concat(InRequest(route.Rpc.InputType, []))
            .Concat(Named(ProtoComments.Of(route.Rpc.Service)).Where(reason =>
                access.Role != Role.Reader || CodesOfReads.Contains(reason.Code, StringComparer.Ordinal)));
        return Everywhere
            .Concat(route.IsGet ? [] : OfBodies)
            .Concat(access.Subtree.Count > 0 ? ["OUTSIDE_SUBTREE"] : [])
            .Select(reason => All[reason])
            .Concat(named)
            .Distinct();
    }

    /// <summary>Also where a field is required, or names a resource that may not be written as one.</summary>
    private static IEnumerable<RefusalReason> InRequest(MessageDescriptor message, HashSet<MessageDescriptor> seen)
    {
        if (!seen.Add(message))
        {
            return [];
        }

        return Named(ProtoComments.Of(message)).Concat(message.Fields.InDeclarationOrder().SelectMany(field =>
            Named(ProtoComments.Of(field))
                .Concat(MessageSchemas.Behaves(field, FieldBehavior.Required) ? [All["REQUIRED_FIELD"]] : [])
                .Concat(field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is null
                    ? []
                    : [All["INVALID_NAME"]])
                .Concat(field.FieldType == FieldType.Message ? InRequest(field.MessageType, seen) : [])));
    }

    private static IEnumerable<RefusalReason> Named(string? comment) => Word().Matches(comment ?? "")
        .Select(match => All.GetValueOrDefault(match.Groups["word"].Value))
        .OfType<RefusalReason>();

    private static Dictionary<string, RefusalReason> Read()
    {
        using var document = new StreamReader(typeof(RefusalReasons).Assembly.GetManifestResourceStream("errors.md")!);
        var reasons = new Dictionary<string, RefusalReason>(StringComparer.Ordinal);
        var (code, columns, before) = ("", Array.Empty<string>(), "");
        while (document.ReadLine() is { } line)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                code = FirstCode(line);
            }
            else if (line.StartsWith("|--", StringComparison.Ordinal))
            {
                columns = Cells(before);
            }
            else if (line.StartsWith("| `", StringComparison.Ordinal) && columns is ["reason", ..] && code.Length > 0)
            {
                var reason = Reason(columns, Cells(line), code);
                reasons.Add(reason.Reason, reason);
            }

            before = line;
        }

        return reasons;
    }

    private static RefusalReason Reason(string[] columns, string[] cells, string code)
    {
        var reason = cells[0].Trim('`');
        var own = Array.IndexOf(columns, "code") is > 0 and var at ? cells[at] : code;
        var when = cells[Array.FindIndex(columns, column => column.StartsWith("when", StringComparison.Ordinal))];
        var status = reason == TooLarge ? StatusCodes.Status413PayloadTooLarge : HttpStatuses[own];
        return new(reason, own, status, when);
    }

    /// <summary>The codes of a section stand in its heading; where there are several, each row says which.</summary>
    private static string FirstCode(string heading) => HttpStatuses.Keys
        .Where(word => heading.Contains(word, StringComparison.Ordinal))
        .MinBy(word => heading.IndexOf(word, StringComparison.Ordinal)) ?? "";

    private static string[] Cells(string line) => line.Trim('|').Split('|', StringSplitOptions.TrimEntries);

    [GeneratedRegex("`(?<word>[A-Z][A-Z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
