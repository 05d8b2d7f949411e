using System.Net;
using System.Text.Json.Nodes;
using Ogi.Stats.V1;
using StatsService.Callers;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Json;

/// <summary>Whatever can be written one by one can be written in JSON over HTTP/1.1, with the same promises.</summary>
public sealed class WritingInJson(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_report_lives_its_life()
    {
        var name = await service.NewReport("2021-organ");
        var report = await Write("reports:file", new JsonObject { ["report"] = Contents(name, 3) });
        report = await Write("reports:return", Of(report, ("notice", new JsonObject { ["reason"] = "核" })));
        var correction = Contents(name, 4);
        correction["etag"] = (string)report["etag"]!;
        report = await Write("reports:correct", new JsonObject { ["report"] = correction, ["reason"] = "改" });
        report = await Write("reports:accept", Of(report));
        report = await Write("reports:withdraw", Of(report, ("reason", "误报")));

        Assert.Equal(("REPORT_STATE_WITHDRAWN", "5"), ((string)report["state"]!, (string)report["revision"]!));
    }

    [Fact]
    public async Task The_same_request_again_gives_the_first_answer_in_either_language()
    {
        var name = await service.NewReport("2021-organ");
        var id = Guid.NewGuid().ToString();
        var body = new JsonObject { ["report"] = Contents(name, 3), ["requestId"] = id };
        var first = await Write("reports:file", body);

        var again = await Write("reports:file", (JsonObject)body.DeepClone());
        var overGrpc = (await service.Reports.FileReportAsync(new()
        {
            Report = MadeUpReports.Of(
                name[..name.IndexOf("/reports", StringComparison.Ordinal)], "2021-organ",
                MadeUpReports.Table("table3", "2021", ("applications.received_new@total", 3))),
            RequestId = id,
        })).Report;

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal((string)first["etag"]!, overGrpc.Etag);
    }

    [Fact]
    public async Task An_organ_is_registered_and_exempted()
    {
        var id = $"json-{Guid.NewGuid():N}"[..20];
        var created = await JsonCalls.Post(service, "/v1/organs:create", $$"""
            {
              "organ": {
                "name": "organs/{{id}}", "names": [{ "title": "测试局{{id}}" }], "kind": "ORGAN_KIND_DEPARTMENT",
                "division": "divisions/140400", "source": "测试"
              }
            }
            """);
        Assert.True(created.Status == HttpStatusCode.OK, created.Body?.ToJsonString());

        var exempted = await JsonCalls.Post(service, "/v1/organs:exempt", $$"""
            {
              "name": "organs/{{id}}", "year": 2024, "scope": "SCOPE_ORGAN", "reason": "测试",
              "etag": "{{created.Body!["organ"]!["etag"]}}"
            }
            """);

        Assert.True(exempted.Status == HttpStatusCode.OK, exempted.Body?.ToJsonString());
        Assert.Equal(2024, (int)exempted.Body!["organ"]!["exemptions"]![0]!["year"]!);
    }

    [Fact]
    public async Task A_page_that_took_the_name_of_this_machine_is_not_the_development_caller()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, service.HttpAddress + "/v1/organs/140400");
        request.Headers.Host = "rebound.example";

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public void Every_write_that_is_no_stream_has_a_route()
    {
        var without = RpcAccess.Rpcs
            .Where(rpc => RpcAccess.Declared(rpc.Key)!.Role != Role.Reader
                && !rpc.Value.IsClientStreaming && !rpc.Value.IsServerStreaming)
            .Where(rpc => !rpc.Value.GetOptions().HasExtension(Google.Api.AnnotationsExtensions.Http))
            .Select(rpc => rpc.Key);

        Assert.Empty(without);
    }

    private static JsonObject Contents(string name, int received) => new()
    {
        ["name"] = name,
        ["title"] = "测试报告",
        ["tables"] = new JsonArray(new JsonObject
        {
            ["table"] = "table3",
            ["form"] = "forms/2021",
            ["unlisted"] = "CELL_GAP_BLANK",
            ["cells"] = new JsonObject
            {
                ["applications.received_new@total"] = new JsonObject { ["count"] = $"{received}" },
            },
        }),
    };

    private static JsonObject Of(JsonNode report, params (string Name, JsonNode Value)[] more)
    {
        var body = new JsonObject { ["name"] = (string)report["name"]!, ["etag"] = (string)report["etag"]! };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return body;
    }

    private async Task<JsonNode> Write(string route, JsonObject body)
    {
        var answer = await JsonCalls.Post(service, "/v1/" + route, body.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer.Body!["report"]!;
    }
}
