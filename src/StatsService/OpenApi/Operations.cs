using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using StatsService.Callers;

namespace StatsService.OpenApi;

/// <summary>Describes what one route does: who may call it and what it takes.</summary>
internal sealed class Operations(MessageSchemas schemas)
{
    /// <summary>What an id in a path looks like.</summary>
    private static readonly Dictionary<string, string> Ids = new(StringComparer.Ordinal)
    {
        ["organ"] = "140400",
        ["division"] = "140400",
        ["report"] = "2019-region",
        ["form"] = "2019",
    };

    /// <param name="isFirst">Whether it is the rpc's own route, and no other binding of it.</param>
    public JsonObject Describe(DescribedRoute route, bool isFirst)
    {
        var rpc = route.Rpc;
        var operation = new JsonObject
        {
            ["operationId"] = $"{rpc.Service.Name}_{rpc.Name}{(isFirst ? "" : $"_{route.Rule.PatternCase}")}",
            ["tags"] = new JsonArray(rpc.Service.Name),
            ["summary"] = rpc.Name,
            ["description"] = $"{ProtoComments.Of(rpc)}\n\n{Who(rpc)}",
        };
        var parameters = InPath(route).Concat(route.IsGet ? Query(route) : []);
        operation["parameters"] = new JsonArray([.. parameters]);
        if (!route.IsGet)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = schemas.Json(rpc.InputType),
            };
        }

        operation["responses"] = new Responses(schemas).Of(route);
        return operation;
    }

    private static string Who(MethodDescriptor rpc)
    {
        var access = RpcAccess.Declared($"/{rpc.Service.FullName}/{rpc.Name}")!;
        var within = access.Subtree.Count == 0
            ? ""
            : $", whose division holds {string.Join(", ", access.Subtree.Select(path => $"`{path}`"))}";
        return $"Needs the role {access.Role.ToString().ToUpperInvariant()}{within}.";
    }

    private static IEnumerable<JsonObject> InPath(DescribedRoute route) => route.Path.Variables.Select(variable =>
    {
        var parameter = new JsonObject
        {
            ["name"] = variable.Name,
            ["in"] = "path",
            ["required"] = true,
            ["description"] = $"The id of the {variable.Name}: part of `{variable.Field}`.",
            ["schema"] = new JsonObject { ["type"] = "string" },
        };
        if (Ids.TryGetValue(variable.Name, out var example))
        {
            parameter["example"] = example;
        }

        return parameter;
    });

    /// <summary>The fields that are not in the path, with dots between: <c>filter.first_year</c>.</summary>
    private IEnumerable<JsonObject> Query(DescribedRoute route)
    {
        var inPath = route.Path.Variables.Select(variable => variable.Field).ToHashSet(StringComparer.Ordinal);
        var query = Fields(route.Rpc.InputType, "", isRequired: true, inPath);
        return route.IsTagged ? query.Append(KnownTag()) : query;
    }

    private IEnumerable<JsonObject> Fields(
        MessageDescriptor message, string prefix, bool isRequired, IReadOnlySet<string> leftOut)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            var name = prefix + field.Name;
            if (leftOut.Contains(name))
            {
                continue;
            }

            var demanded = isRequired && MessageSchemas.Behaves(field, FieldBehavior.Required);
            if (field.FieldType == FieldType.Message && !MessageSchemas.IsValue(field.MessageType))
            {
                // A list of messages cannot be said in an address; where there is one, the rpc has a POST too.
                foreach (var within in field.IsRepeated ? [] : Fields(field.MessageType, name + ".", demanded, leftOut))
                {
                    yield return within;
                }

                continue;
            }

            var schema = schemas.Field(field);
            schema.Remove("description", out var description);
            yield return new()
            {
                ["name"] = name,
                ["in"] = "query",
                ["required"] = demanded,
                ["description"] = description,
                ["schema"] = schema,
            };
        }
    }

    private static JsonObject KnownTag() => new()
    {
        ["name"] = "If-None-Match",
        ["in"] = "header",
        ["description"] = "The `ETag` of an answer that you have: 304 while it would say the same.",
        ["schema"] = new JsonObject { ["type"] = "string" },
    };
}
