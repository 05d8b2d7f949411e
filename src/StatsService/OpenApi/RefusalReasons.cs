using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Ogi.Stats.V1;
using StatsService.Callers;

namespace StatsService.OpenApi;

/// <summary>A reason for which a call may be refused.</summary>
/// <param name="Code">By the name that it has in google/rpc/code.proto.</param>
internal sealed record RefusalReason(string Reason, EnumValueDescriptor Code, string When)
{
    public int HttpStatus => (Code)Code.Number switch
    {
        _ when Reason == RefusalReasons.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Google.Rpc.Code.InvalidArgument or Google.Rpc.Code.FailedPrecondition => StatusCodes.Status400BadRequest,
        Google.Rpc.Code.Unauthenticated => StatusCodes.Status401Unauthorized,
        Google.Rpc.Code.PermissionDenied => StatusCodes.Status403Forbidden,
        Google.Rpc.Code.NotFound => StatusCodes.Status404NotFound,
        Google.Rpc.Code.AlreadyExists or Google.Rpc.Code.Aborted => StatusCodes.Status409Conflict,
        Google.Rpc.Code.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        Google.Rpc.Code.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}

/// <summary>
/// For which reasons a route refuses: those that its comments in the protos name, and those that hold for every call.
/// What they mean stands in docs/errors.md, which lies in the program.
/// </summary>
internal static partial class RefusalReasons
{
    public const string TooLarge = "TOO_LARGE";

    private static readonly string[] Everywhere =
        ["INVALID_VALUE", "UNKNOWN_FIELD", "NOT_SIGNED_IN", "ROLE_MISSING", "STORE_UNAVAILABLE", "INTERNAL"];

    private static readonly string[] OfBodies = ["REQUIRED_FIELD", "MALFORMED_MESSAGE", TooLarge];

    /// <summary>What a comment on a service says of what is there already is said of its writes.</summary>
    private static readonly Code[] CodesOfReads = [Code.InvalidArgument, Code.NotFound, Code.Unavailable];

    private static readonly IList<EnumValueDescriptor> Codes = CodeReflection.Descriptor.EnumTypes[0].Values;

    /// <summary>All of them, by reason, in the order of the document.</summary>
    public static IReadOnlyDictionary<string, RefusalReason> All { get; } = Read();

    public static IEnumerable<RefusalReason> Of(DescribedRoute route)
    {
        var access = RpcAccess.Declared($"/{route.Rpc.Service.FullName}/{route.Rpc.Name}")!;
        var named = Named(ProtoComments.Of(route.Rpc)).Concat(InRequest(route.Rpc.InputType, []))
            .Concat(Named(ProtoComments.Of(route.Rpc.Service)).Where(reason =>
                access.Role != Role.Reader || CodesOfReads.Contains((Code)reason.Code.Number)));
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
        var (codes, columns, before) = (new List<EnumValueDescriptor>(), Array.Empty<string>(), "");
        while (document.ReadLine() is { } line)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                codes = InHeading(line);
            }
            else if (line.StartsWith("|--", StringComparison.Ordinal))
            {
                columns = Cells(before);
            }
            else if (line.StartsWith("| `", StringComparison.Ordinal) && columns is ["reason", ..] && codes.Count > 0)
            {
                var cells = Cells(line);
                var own = Array.IndexOf(columns, "code");
                var code = own < 0 ? codes[0] : Codes.Single(one => one.Name == cells[own]);
                var when = Array.FindIndex(columns, column => column.StartsWith("when", StringComparison.Ordinal));
                var reason = cells[0].Trim('`');
                reasons.Add(reason, new(reason, code, cells[when]));
            }

            before = line;
        }

        return reasons;
    }

    /// <summary>The codes of a section; where there are several, each row says which.</summary>
    private static List<EnumValueDescriptor> InHeading(string heading) =>
        [.. Codes.Where(code => heading.Contains(code.Name, StringComparison.Ordinal))];

    private static string[] Cells(string line) => line.Trim('|').Split('|', StringSplitOptions.TrimEntries);

    [GeneratedRegex("`(?<word>[A-Z][A-Z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
