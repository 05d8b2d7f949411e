using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace StatsService.OpenApi;

/// <summary>The document of OpenAPI 3.1 that describes every route, made of the protos.</summary>
internal static class OpenApiDocument
{
    private const string Scheme = "bearer";

    private const string About = """
        政府信息公开工作年度报告：报送、更正、核查、查询与汇总。每个rpc既可用gRPC和gRPC-Web，也可用这里的JSON。没有的数字就是没有，不是0。

        Annual reports on government information disclosure: filed, corrected, checked, queried, rolled up. Every rpc
        can be called in gRPC, in gRPC-Web, and in JSON as here. A figure that is absent is unknown, never 0.

        - Names of parameters: as here (`filter.first_year`) or as in JSON (`filter.firstYear`). One that is not known
          is refused.
        - Numbers of 64 bits are text, as in the JSON of protobuf.
        - A refusal is a `google.rpc.Status`; `details` holds its reason, the fields at fault, a sentence in Chinese and
          one in English.
        - What is read by GET bears an `ETag` of what it says: send it as `If-None-Match`.
        """;

    /// <param name="withTokens">False: whoever calls is the development caller, and a token would be refused.</param>
    public static JsonObject Of(IReadOnlyList<DescribedRoute> routes, bool withTokens)
    {
        var schemas = new MessageSchemas();
        var operations = new Operations(schemas);
        var (paths, described) = (new JsonObject(), new HashSet<MethodDescriptor>());
        foreach (var route in routes)
        {
            paths.TryAdd(route.Path.Path, new JsonObject());
            var verb = route.IsGet ? "get" : "post";
            paths[route.Path.Path]![verb] = operations.Describe(route, isFirst: described.Add(route.Rpc));
        }

        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "StatsService",
                ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3),
                ["description"] = About,
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = withTokens ? new JsonArray(new JsonObject { [Scheme] = new JsonArray() }) : [],
            ["tags"] = new JsonArray([.. routes.Select(route => route.Rpc.Service).Distinct().Select(Tag)]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { [Scheme] = Bearer() },
                ["schemas"] = new JsonObject(
                    schemas.All.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value))),
            },
        };
    }

    private static JsonObject Tag(ServiceDescriptor service) =>
        new() { ["name"] = service.Name, ["description"] = ProtoComments.Of(service) };

    private static JsonObject Bearer() => new()
    {
        ["type"] = "http",
        ["scheme"] = "bearer",
        ["bearerFormat"] = "JWT",
        ["description"] = "A token of the identity provider that this service trusts (docs/security.md).",
    };
}
