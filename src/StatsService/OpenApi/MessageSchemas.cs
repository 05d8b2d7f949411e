using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace StatsService.OpenApi;

/// <summary>The schemas of messages and enums in JSON, each written once, when it is first referred to.</summary>
internal sealed class MessageSchemas
{
    private const string Package = "ogi.stats.v1.";

    /// <summary>What a name of a resource looks like.</summary>
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["stats.ogi/Organ"] = "organs/140400",
        ["stats.ogi/Division"] = "divisions/140400",
        ["stats.ogi/Report"] = "organs/140400/reports/2019-region",
        ["stats.ogi/Form"] = "forms/2019",
    };

    /// <summary>Messages that JSON writes as one value, which an address can hold too.</summary>
    private static readonly Dictionary<MessageDescriptor, Func<JsonObject>> Values = new()
    {
        [Timestamp.Descriptor] = () => new() { ["type"] = "string", ["format"] = "date-time" },
        [Duration.Descriptor] = () => new() { ["type"] = "string", ["pattern"] = @"^-?[0-9]+(\.[0-9]{1,9})?s$" },
        [FieldMask.Descriptor] = () => new() { ["type"] = "string", ["description"] = "Paths, with commas between." },
        [Any.Descriptor] = () => new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray("@type"),
            ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } },
            ["additionalProperties"] = true,
        },
    };

    /// <summary>All that were referred to so far, by name.</summary>
    public SortedDictionary<string, JsonObject> All { get; } = new(StringComparer.Ordinal);

    public static bool IsValue(MessageDescriptor message) => Values.ContainsKey(message);

    /// <summary>A message as the body of a request or an answer.</summary>
    public JsonObject Json(MessageDescriptor message) =>
        new() { ["application/json"] = new JsonObject { ["schema"] = Reference(message) } };

    private JsonObject Reference(MessageDescriptor message) => Refer(message, () => Write(message));

    public JsonObject Field(FieldDescriptor field)
    {
        var schema = field switch
        {
            { IsMap: true } => new()
            {
                ["type"] = "object",
                ["additionalProperties"] = Field(field.MessageType.FindFieldByName("value")),
            },
            { IsRepeated: true } => new() { ["type"] = "array", ["items"] = Single(field) },
            _ => Single(field),
        };
        if (ProtoComments.Of(field) is { } comment)
        {
            schema["description"] = comment;
        }

        if (Behaves(field, FieldBehavior.OutputOnly))
        {
            schema["readOnly"] = true;
        }

        return schema;
    }

    public static bool Behaves(FieldDescriptor field, FieldBehavior behavior) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behavior) ?? false;

    private JsonObject Single(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message when Values.TryGetValue(field.MessageType, out var value) => value(),
        FieldType.Message => Reference(field.MessageType),
        FieldType.Enum => Refer(field.EnumType, () => Write(field.EnumType)),
        FieldType.Bool => new() { ["type"] = "boolean" },
        FieldType.Double or FieldType.Float => new() { ["type"] = "number" },
        FieldType.Int32 => new() { ["type"] = "integer", ["format"] = "int32" },
        FieldType.Int64 => new() { ["type"] = "string", ["format"] = "int64", ["pattern"] = "^-?[0-9]+$" },
        FieldType.Bytes => new() { ["type"] = "string", ["contentEncoding"] = "base64" },
        FieldType.String => Text(field),
        _ => throw new NotSupportedException($"{field.FullName}: how does JSON write {field.FieldType}?"),
    };

    private static JsonObject Text(FieldDescriptor field)
    {
        var text = new JsonObject { ["type"] = "string" };
        var type = field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference)?.Type ?? "";
        if (Examples.TryGetValue(type, out var example))
        {
            text["examples"] = new JsonArray(example);
        }

        return text;
    }

    private JsonObject Refer(IDescriptor type, Func<JsonObject> write)
    {
        var name = type.FullName.StartsWith(Package, StringComparison.Ordinal)
            ? type.FullName[Package.Length..]
            : type.FullName;
        if (All.TryAdd(name, [])) // before its fields: one of them may be of the same type
        {
            All[name] = write();
        }

        return new() { ["$ref"] = "#/components/schemas/" + name };
    }

    private JsonObject Write(MessageDescriptor message)
    {
        var schema = new JsonObject { ["type"] = "object", ["description"] = ProtoComments.Of(message) };
        var fields = message.Fields.InDeclarationOrder();
        var required = fields.Where(field => Behaves(field, FieldBehavior.Required)).Select(field => field.JsonName);
        if (required.Select(name => (JsonNode)name).ToArray() is { Length: > 0 } names)
        {
            schema["required"] = new JsonArray(names);
        }

        schema["properties"] = new JsonObject(
            fields.Select(field => KeyValuePair.Create(field.JsonName, (JsonNode?)Field(field))));
        return schema;
    }

    private static JsonObject Write(EnumDescriptor type) => new()
    {
        ["type"] = "string",
        ["description"] = ProtoComments.Of(type) + "\n\n" + string.Join('\n', type.Values
            .Select(value => $"- `{value.Name}`: {ProtoComments.Of(value)}")),
        ["enum"] = new JsonArray([.. type.Values.Select(value => (JsonNode)value.Name)]),
    };
}
