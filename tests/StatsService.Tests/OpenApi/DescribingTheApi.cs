using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using StatsService.Callers;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Json;
using StatsService.OpenApi;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.OpenApi;

/// <summary>The OpenAPI document says what the service takes and answers, all of it and nothing else.</summary>
public sealed partial class DescribingTheApi(SignedInFixture service) : IClassFixture<SignedInFixture>, IAsyncLifetime
{
    private JsonObject _document = [];

    public async Task InitializeAsync() =>
        _document = (JsonObject)(await JsonCalls.Get(service, ReferencePage.Document)).Body!;

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_rule_of_every_rpc_is_in_it()
    {
        var rules = RpcAccess.Rpcs.Values
            .Select(rpc => rpc.GetOptions().GetExtension(AnnotationsExtensions.Http))
            .Where(rule => rule is not null)
            .SelectMany(rule => rule.AdditionalBindings.Append(rule))
            .Select(rule => rule.Get.Length > 0 ? $"get {Ids(rule.Get)}" : $"post {Ids(rule.Post)}");

        Assert.Equal(
            rules.Order(StringComparer.Ordinal),
            Operations().Select(operation => $"{operation.Verb} {Braces().Replace(operation.Path, "*")}")
                .Order(StringComparer.Ordinal));

        static string Ids(string pattern) => Variable().Replace(pattern, "${ids}");
    }

    [Fact]
    public void Whatever_it_refers_to_is_in_it_and_nothing_else()
    {
        var referred = All(_document).OfType<JsonObject>().Select(node => (string?)node["$ref"]).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(
            Schemas().Select(schema => "#/components/schemas/" + schema.Key).Order(StringComparer.Ordinal), referred);
    }

    [Fact]
    public void Everything_in_it_is_explained()
    {
        var described = Operations().Select(operation => operation.Description)
            .Concat(Operations().SelectMany(operation => operation.Description["parameters"]!.AsArray()))
            .Concat(Schemas().Select(schema => schema.Value))
            .Concat(Schemas().SelectMany(schema => schema.Value!["properties"] is JsonObject properties
                ? properties.Select(property => property.Value)
                : []));

        Assert.All(described, node => Assert.True(((string?)node!["description"])?.Length > 2, node.ToJsonString()));
        Assert.All( // values of enums
            Schemas().SelectMany(schema => ((string)schema.Value!["description"]!).Split('\n')),
            line => Assert.False(line.EndsWith(": ", StringComparison.Ordinal), line));
    }

    [Fact]
    public void Every_parameter_is_one_that_is_read()
    {
        foreach (var route in RpcAccess.Rpcs.Values.SelectMany(Gets))
        {
            var parameters = _document["paths"]![route.Path.Path]!["get"]!["parameters"]!.AsArray()
                .Where(parameter => (string)parameter!["in"]! == "query")
                .Select(parameter => (string)parameter!["name"]!);
            foreach (var parameter in parameters)
            {
                var problems = new List<ContentProblem>();
                var query = new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>
                {
                    [parameter] = "1",
                });
                var json = QueryJson.Of(query, route.Rpc.InputType);
                JsonMessages.Read(JsonSerializer.SerializeToUtf8Bytes(json), route.Rpc.InputType, problems);

                Assert.DoesNotContain(problems, problem => problem.Reason == "UNKNOWN_FIELD");
            }
        }
    }

    [Fact]
    public void Fields_are_as_the_protos_have_them()
    {
        var file = _document["components"]!["schemas"]!["FileReportRequest"]!;
        var cell = _document["components"]!["schemas"]!["CellValue"]!;
        var report = _document["components"]!["schemas"]!["Report"]!;
        var form = _document["paths"]!["/v1/forms/{form}"]!["get"]!["parameters"]![0]!;

        Assert.Contains("report", file["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("int64", (string)cell["properties"]!["count"]!["format"]!);
        Assert.Equal("string", (string)cell["properties"]!["count"]!["type"]!);
        Assert.True((bool)report["properties"]!["revision"]!["readOnly"]!);
        Assert.Equal(("form", "path", true), ((string)form["name"]!, (string)form["in"]!, (bool)form["required"]!));
    }

    [Theory]
    [InlineData("/v1/organs/{organ}/reports/{report}", "get", "404", "REPORT_NOT_FOUND")]
    [InlineData("/v1/reports:file", "post", "409", "REPORT_EXISTS")]
    [InlineData("/v1/reports:file", "post", "403", "OUTSIDE_SUBTREE")]
    [InlineData("/v1/reports:correct", "post", "409", "STALE_ETAG")]
    [InlineData("/v1/reports:file", "post", "413", "TOO_LARGE")]
    [InlineData("/v1/changes", "get", "400", "FEED_CHANGED")]
    [InlineData("/v1/statistics/series", "get", "400", "UNKNOWN_INDICATOR")]
    [InlineData("/v1/statistics/series", "get", "401", "NOT_SIGNED_IN")]
    public void A_refusal_stands_with_its_reasons(string path, string verb, string status, string reason)
    {
        var refusal = _document["paths"]![path]![verb]!["responses"]![status]!;

        Assert.Contains($"- `{reason}`: ", (string)refusal["description"]!, StringComparison.Ordinal);
        Assert.Equal("#/components/schemas/google.rpc.Status", SchemaOf(refusal));
    }

    [Fact]
    public void A_reading_is_not_refused_for_what_only_writes_do() => Assert.DoesNotContain(
        "409", _document["paths"]!["/v1/reports"]!["get"]!["responses"]!.AsObject().Select(response => response.Key));

    [Fact]
    public void Every_reason_of_the_service_is_known_with_its_status()
    {
        var document = File.ReadAllText(Path.Combine(TestTools.Repository.Root, "docs", "errors.md"));
        var documented = document[..document.IndexOf("## Only statsctl", StringComparison.Ordinal)].Split("\n## ")
            .SelectMany(section => section.Split("\n\n"))
            .Where(table => table.StartsWith("| reason |", StringComparison.Ordinal))
            .SelectMany(table => table.TrimEnd().Split('\n')[2..])
            .Select(row => row.Split('`')[1]);

        Assert.Equal(documented.Order(StringComparer.Ordinal), RefusalReasons.All.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(409, RefusalReasons.All["STALE_ETAG"].HttpStatus);
        Assert.Equal(429, RefusalReasons.All["TOO_MANY_STREAMS"].HttpStatus);
    }

    [Fact]
    public void It_says_that_a_token_is_needed() => Assert.Equal(
        ("bearer", "http"),
        (_document["security"]![0]!.AsObject().Single().Key,
            (string)_document["components"]!["securitySchemes"]!["bearer"]!["type"]!));

    [Fact]
    public void Another_endpoint_is_described_by_what_it_bears()
    {
        var rpc = RpcAccess.Rpcs["/ogi.stats.v1.ReportService/ListReports"];
        var described = new DescribedRoute(rpc, new() { Get = "/v1/reports:export" }, "text/csv", "application/zip");
        var endpoint = new RouteEndpoint(
            _ => Task.CompletedTask, RoutePatternFactory.Parse("/v1/reports:export"), 0, new(described), "export");

        var operation = OpenApiDocument.Of([DescribedRoute.Of(endpoint)!], withTokens: true)["paths"]!
            ["/v1/reports:export"]!["get"]!;

        Assert.Contains("filter.first_year", operation["parameters"]!.AsArray().Select(one => (string)one!["name"]!));
        Assert.Equal(
            ["text/csv", "application/zip"],
            operation["responses"]!["200"]!["content"]!.AsObject().Select(content => content.Key));
    }

    private static string SchemaOf(JsonNode answer) =>
        (string)answer["content"]!["application/json"]!["schema"]!["$ref"]!;

    private static IEnumerable<DescribedRoute> Gets(Google.Protobuf.Reflection.MethodDescriptor rpc) =>
        rpc.GetOptions().GetExtension(AnnotationsExtensions.Http) is { } rule
            ? rule.AdditionalBindings.Append(rule).Where(one => one.Get.Length > 0)
                .Select(one => new DescribedRoute(rpc, one))
            : [];

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => All(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(All),
        _ => [],
    };

    [GeneratedRegex("\\{\\w+\\}", RegexOptions.None, 1000)]
    private static partial Regex Braces();

    [GeneratedRegex("\\{\\w+=(?<ids>[^}]+)\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    private JsonObject Schemas() => _document["components"]!["schemas"]!.AsObject();

    private IEnumerable<(string Path, string Verb, JsonNode Description)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value);
}
