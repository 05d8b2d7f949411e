using System.Text;
using Google.Api;
using Google.Protobuf.Reflection;
using StatsService.Callers;
using StatsService.OpenApi;

namespace StatsService.Tests.Reference;

/// <summary>
/// Writes docs/reference: a page a service with the messages that only it has, and one for all others.
/// </summary>
internal sealed class ReferenceWriter
{
    private const string Shared = "shared";
    private const string Package = "ogi.stats.v1";

    private readonly List<ServiceDescriptor> _services =
        [.. RpcAccess.Rpcs.Values.Select(rpc => rpc.Service).Distinct()];

    /// <summary>On which page a message or an enum stands.</summary>
    private readonly Dictionary<IDescriptor, string> _pages = [];

    public ReferenceWriter()
    {
        foreach (var rpc in _services.SelectMany(service => service.Methods))
        {
            Place(rpc.InputType, rpc.Service.Name);
            Place(rpc.OutputType, rpc.Service.Name);
        }
    }

    /// <summary>The pages by the names of their files.</summary>
    public IEnumerable<(string File, string Text)> Pages() => _services
        .Select(service => ($"{service.Name}.md", Page(service)))
        .Append(($"{Shared}.md", "# Messages of several services\n" + Types(Shared)))
        .Append(("README.md", Index()));

    private void Place(IDescriptor type, string page)
    {
        if (type.File.Package != Package
            || (_pages.TryGetValue(type, out var known) && (known == page || known == Shared)))
        {
            return;
        }

        _pages[type] = known is null ? page : Shared;
        foreach (var inner in (type as MessageDescriptor)?.Fields.InDeclarationOrder().Select(TypeOf) ?? [])
        {
            Place(inner, known is null ? page : Shared);
        }
    }

    /// <summary>The message or enum of a field, of a map that of its values; else one that has no page.</summary>
    private static IDescriptor TypeOf(FieldDescriptor field) => field switch
    {
        { IsMap: true } => TypeOf(field.MessageType.FindFieldByName("value")),
        { FieldType: FieldType.Message } => field.MessageType,
        { FieldType: FieldType.Enum } => field.EnumType,
        _ => FieldDescriptorProto.Descriptor,
    };

    private string Index() => "# Reference\n\nMade of the protos by `ReferenceDocuments.cs`; the same, to try out, is "
        + "the page `/reference` of a running service. How they are meant: [api.md](../api.md).\n\n"
        + "| service | rpcs |\n|---|---|\n"
        + string.Concat(_services.Select(service => $"| [{service.Name}]({service.Name}.md) | "
            + string.Join(", ", service.Methods.Select(rpc => $"[{rpc.Name}]({service.Name}.md#{Anchor(rpc.Name)})"))
            + " |\n"))
        + $"\n[Messages of several services]({Shared}.md)\n";

    private string Page(ServiceDescriptor service) =>
        $"# {service.Name}\n\n{ProtoComments.Of(service)}\n"
        + string.Concat(service.Methods.Select(Rpc)) + "\n## Messages\n" + Types(service.Name);

    private string Rpc(MethodDescriptor rpc)
    {
        var access = RpcAccess.Declared($"/{rpc.Service.FullName}/{rpc.Name}")!;
        var page = rpc.Service.Name;
        var text = new StringBuilder($"\n## {rpc.Name}\n\n{ProtoComments.Of(rpc)}\n\n")
            .Append($"- takes {(rpc.IsClientStreaming ? "a stream of " : "")}{Link(rpc.InputType, page)}\n")
            .Append($"- gives {(rpc.IsServerStreaming ? "a stream of " : "")}{Link(rpc.OutputType, page)}\n")
            .Append($"- role {access.Role.ToString().ToUpperInvariant()}");
        text.Append(access.Subtree.Count == 0 ? "\n" : $"; in the subtree: `{string.Join("`, `", access.Subtree)}`\n");
        if (rpc.GetOptions().GetExtension(AnnotationsExtensions.Http) is { } rule)
        {
            var routes = rule.AdditionalBindings.Prepend(rule)
                .Select(one => one.Get.Length > 0 ? $"`GET {one.Get}`" : $"`POST {one.Post}`");
            text.Append($"- {string.Join(", ", routes)}\n");
        }

        return text.ToString();
    }

    private string Types(string page) => string.Concat(_pages.Where(placed => placed.Value == page)
        .Select(placed => placed.Key).OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => $"\n### {type.Name}\n\n{ProtoComments.Of(type)}\n" + type switch
        {
            MessageDescriptor { Fields: var fields } when fields.InDeclarationOrder().Count == 0 => "",
            MessageDescriptor message => "\n| field | type | |\n|---|---|---|\n"
                + string.Concat(message.Fields.InDeclarationOrder().Select(field => Field(field, page))),
            EnumDescriptor values => "\n| value | number | |\n|---|---|---|\n"
                + string.Concat(values.Values.Select(value =>
                    $"| `{value.Name}` | {value.Number} | {Cell(ProtoComments.Of(value))} |\n")),
            _ => throw new NotSupportedException(type.FullName),
        }));

    private string Field(FieldDescriptor field, string page)
    {
        string[] marks =
        [
            .. MessageSchemas.Behaves(field, FieldBehavior.Required) ? ["required"] : Array.Empty<string>(),
            .. MessageSchemas.Behaves(field, FieldBehavior.OutputOnly) ? ["output only"] : Array.Empty<string>(),
            .. field.RealContainingOneof is { } oneof ? [$"one of `{oneof.Name}`"] : Array.Empty<string>(),
        ];
        var said = marks.Length == 0 ? "" : $"*{string.Join(", ", marks)}* ";
        var comment = said + Cell(ProtoComments.Of(field));
        return $"| `{field.Name}` = {field.FieldNumber} | {Type(field, page)} | {comment} |\n";
    }

    private string Type(FieldDescriptor field, string page) => field switch
    {
        { IsMap: true } => $"map of string to {Type(field.MessageType.FindFieldByName("value"), page)}",
        { FieldType: FieldType.Message or FieldType.Enum } => Many(field) + Link(TypeOf(field), page),
        _ => Many(field) + (field.HasPresence && field.RealContainingOneof is null ? "optional " : "")
            + field.FieldType.ToString().ToLowerInvariant(),
    };

    private static string Many(FieldDescriptor field) => field.IsRepeated ? "repeated " : "";

    private string Link(IDescriptor type, string page) => !_pages.TryGetValue(type, out var at)
        ? $"`{type.FullName}`"
        : $"[{type.Name}]({(at == page ? "" : $"{at}.md")}#{Anchor(type.Name)})";

    private static string Anchor(string heading) => heading.ToLowerInvariant();

    private static string Cell(string? comment) => (comment ?? "").Replace("\n", " ", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal);
}
