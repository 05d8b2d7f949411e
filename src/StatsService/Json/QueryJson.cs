using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace StatsService.Json;

/// <summary>The parameters in an address, as the JSON that would say the same.</summary>
internal static class QueryJson
{
    public static JsonObject Of(IQueryCollection query, MessageDescriptor type)
    {
        var root = new JsonObject();
        foreach (var (name, values) in query)
        {
            Put(root, type, name.Split('.'), [.. values.Select(value => value ?? "")]);
        }

        return root;
    }

    private static void Put(JsonObject parent, MessageDescriptor? type, ReadOnlySpan<string> path, string[] values)
    {
        var name = path[0];
        var field = type?.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name || f.Name == name);
        if (path.Length > 1)
        {
            if (parent[name] is not JsonObject child)
            {
                parent[name] = child = [];
            }

            Put(child, field?.FieldType == FieldType.Message ? field.MessageType : null, path[1..], values);
            return;
        }

        var nodes = values.Select(value => Value(value, field)).ToArray();
        parent[name] = field is { IsRepeated: true } || nodes.Length > 1 ? new JsonArray(nodes) : nodes[0];
    }

    /// <summary>All is text in an address; JSON has truth values, and enum values by number, without quotes.</summary>
    private static JsonValue Value(string text, FieldDescriptor? field) => field?.FieldType switch
    {
        FieldType.Message when field.MessageType == FieldMask.Descriptor => JsonValue.Create(JsonName(text)),
        FieldType.Bool when bool.TryParse(text, out var value) => JsonValue.Create(value),
        FieldType.Enum when int.TryParse(text, CultureInfo.InvariantCulture, out var n) => JsonValue.Create(n),
        _ => JsonValue.Create(text),
    };

    /// <summary>In an address both names of a field will do; in JSON a mask holds only the one.</summary>
    private static string JsonName(string paths) => string.Concat(paths.Split('_').Select(
        (part, i) => i == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
