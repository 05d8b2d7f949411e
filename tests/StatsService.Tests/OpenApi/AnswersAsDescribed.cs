using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using StatsService.OpenApi;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.OpenApi;

/// <summary>What is answered in JSON has the shape that the OpenAPI document tells of.</summary>
public sealed class AnswersAsDescribed(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly HttpClient Http = new();

    private JsonNode _document = new JsonObject();

    [Theory]
    [InlineData("/v1/organs/140400/reports/2019-region", "GetReportResponse")]
    [InlineData("/v1/organs/140400/reports/2019-region/revisions", "ListReportRevisionsResponse")]
    [InlineData("/v1/forms/2021", "GetFormResponse")]
    [InlineData("/v1/divisions/140400", "GetDivisionResponse")]
    [InlineData("/v1/changes?view=CHANGE_VIEW_FULL&filter.divisions=divisions/140400", "ListChangesResponse")]
    [InlineData(
        "/v1/statistics/applicationOutcomes?selection.organs=organs/140400&selection.first_year=2019",
        "QueryApplicationOutcomesResponse")]
    [InlineData("/v1/organs/999999", "google.rpc.Status")]
    public async Task An_answer_has_the_shape_of_its_schema(string path, string schema)
    {
        await service.Reports.FileReportAsync(new() { Report = SampleReports.Changzhi2019("organs/140400") });
        _document = (await JsonCalls.Get(service, ReferencePage.Document)).Body!;

        var answer = await JsonCalls.Get(service, path);

        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{answer.Body}");
        Fits(answer.Body!, new JsonObject { ["$ref"] = "#/components/schemas/" + schema }, path);
    }

    [Theory]
    [InlineData("/v1/reports:export", "parent=organs/140400")]
    [InlineData(
        "/v1/statistics:export",
        "indicators=applications.*&selection.organs=organs/140400&selection.first_year=2019")]
    public async Task An_export_answers_with_a_file(string path, string query)
    {
        var described = (await JsonCalls.Get(service, ReferencePage.Document)).Body!["paths"]![path]!;
        var file = described["get"]!["responses"]!["200"]!;
        var types = file["content"]!.AsObject();
        var answered = new HashSet<string>(StringComparer.Ordinal);

        foreach (var format in (string[])["csv", "xlsx", "ndjson", "parquet"])
        {
            using var answer = await Http.GetAsync($"{service.HttpAddress}{path}?{query}&format={format}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answered.Add(Assert.Single(answer.Content.Headers.NonValidated["Content-Type"]));
            Assert.Equal(
                file["headers"]!.AsObject().Select(header => header.Key).Order(StringComparer.Ordinal),
                answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Select(header => header.Key)
                    .Except(["Content-Type", "Date", "Server", "Transfer-Encoding"]).Order(StringComparer.Ordinal));
        }

        Assert.Equal(
            types.Select(type => type.Key).Order(StringComparer.Ordinal), answered.Order(StringComparer.Ordinal));
        Assert.All(types, type => Assert.Equal("binary", (string)type.Value!["schema"]!["format"]!));
        Assert.True(JsonNode.DeepEquals(file, described["post"]!["responses"]!["200"]));
    }

    [Fact]
    public async Task Where_everyone_is_the_development_caller_no_token_is_asked_for() =>
        Assert.Empty((await JsonCalls.Get(service, ReferencePage.Document)).Body!["security"]!.AsArray());

    private void Fits(JsonNode value, JsonNode described, string place)
    {
        var schema = (string?)described["$ref"] is { } name
            ? _document["components"]!["schemas"]![name.Split('/')[^1]]!
            : described;
        var kind = value.GetValueKind();
        var kinds = (string)schema["type"]! switch
        {
            "object" => kind is JsonValueKind.Object,
            "array" => kind is JsonValueKind.Array,
            "string" => kind is JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            _ => kind is JsonValueKind.Number,
        };
        Assert.True(kinds, $"{place}: {kind} is no {schema["type"]}");
        if (schema["enum"] is JsonArray values)
        {
            Assert.Contains((string)value!, values.Select(one => (string)one!));
        }

        foreach (var (member, inner) in value as JsonObject ?? [])
        {
            var of = schema["properties"]?[member] ?? schema["additionalProperties"];
            Assert.True(of is not null, $"{place}: no word of {member}");
            if (of is JsonObject)
            {
                Fits(inner!, of, $"{place}.{member}");
            }
        }

        foreach (var item in value as JsonArray ?? [])
        {
            Fits(item!, schema["items"]!, place + "[]");
        }
    }
}
