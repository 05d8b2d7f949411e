using System.Globalization;
using System.Text.Json.Nodes;
using StatsService.Tests.Exports;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>
/// Clients that we did not write get the figures of 长治市 2019: the blank one as absent, not as 0; and of a refusal its
/// reason, field and both languages. Those of its division too, as soon as they have filed its report.
/// </summary>
public sealed class ForeignClients(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Figures = """
        {
          "received": 181, "carriedIn": 1, "granted": 112, "partiallyGranted": 2, "refused": 23, "unableToProvide": 34,
          "notProcessed": 7, "otherwiseHandled": 4, "total": 182, "carriedOut": null
        }
        """;

    private const string Reviews = """
        { "reconsideration": [5, 4, 3, 0, 12], "direct": [0, 0, 1, 0, 1], "afterReconsideration": [3, 0, 0, 0, 3] }
        """;

    private const string Division = """
        { "basis": "BASIS_PUBLISHED", "received": 181, "expected": 1, "reported": 1 }
        """;

    private static string Sample => Path.Combine(Repository.Root, "samples", "140400-2019-region.json");

    private string Address => new Uri(service.GrpcAddress).Authority;

    [NeedsFact(PythonModules.Compiler, PythonModules.Plugin, PythonModules.Python, PythonModules.Grpc)]
    public async Task Python_with_grpcio_gets_the_figures_and_the_refusal()
    {
        var answer = await Python("client.py", Sample, "organs/140400", "2019");

        Check(answer);
        CheckManyFaults(answer["manyFaults"]!);
    }

    [NeedsFact(PythonModules.Compiler, PythonModules.Plugin, PythonModules.Python, PythonModules.Grpc)]
    public async Task Python_reads_a_whole_export_and_nothing_uncertain_as_a_value()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ));

        var answer = await Python("exporting.py", organ);

        Same("""
            {
              "whole": true, "columns": true, "rows": 12, "expected": 12,
              "values": {
                "disclosure.regulations.issued": "12", "disclosure.regulations.repealed": "0",
                "actions.licensing.decisions": "1000000000000", "fees.administrative.amount_10k_yuan": "63014.23",
                "t1": "7"
              },
              "states": ["BLANK", "NOT_APPLICABLE", "NOT_PRINTED", "UNCERTAIN", "UNREADABLE", "VALUE", "ZERO"],
              "sentence": "+ “去年”收到7件,\n其中_x0041_"
            }
            """, answer);
    }

    [NeedsFact("node", "tests/clients/node/node_modules/@grpc/grpc-js/package.json")]
    public async Task Node_with_grpc_js_gets_the_figures_and_the_refusal()
    {
        Tools.Require("tests/clients/node/node_modules/@grpc/grpc-js/package.json");

        var answer = await Programs.Run("node", [
            Path.Combine(Repository.Root, "tests/clients/node/client.mjs"), Address, Sample, "organs/140400", "2019",
            ProtoFolders.Ours, ProtoFolders.Google,
        ]);

        Check(JsonNode.Parse(answer)!);
    }

    [NeedsFact("curl")]
    public async Task Plain_curl_gets_the_figures_and_the_refusal()
    {
        await service.Reports.FileReportAsync(new() { Report = SampleReports.Changzhi2019("organs/140400") });
        const string Query = "selection.organs=organs/140400&selection.first_year=2019";

        var total = (await Curl($"/v1/statistics/applicationOutcomes?{Query}"))["rows"]![0]!["total"]!;
        var reviews = (await Curl($"/v1/statistics/reviewResults?{Query}"))["rows"]![0]!;
        var refusal = await Curl($"/v1/statistics/reviewResults?{Query}&selection.organs=organs/999999");

        Assert.False(total.AsObject().ContainsKey("carriedOutCount"));
        Same(Figures, new JsonObject
        {
            ["received"] = Count(total, "received"),
            ["carriedIn"] = Count(total, "carriedIn"),
            ["granted"] = Count(total, "granted"),
            ["partiallyGranted"] = Count(total, "partiallyGranted"),
            ["refused"] = Count(total["refused"]!, "total"),
            ["unableToProvide"] = Count(total["unableToProvide"]!, "total"),
            ["notProcessed"] = Count(total["notProcessed"]!, "total"),
            ["otherwiseHandled"] = Count(total["otherwiseHandled"]!, "total"),
            ["total"] = Count(total, "total"),
            ["carriedOut"] = Count(total, "carriedOut"),
        });
        Same(Reviews, new JsonObject
        {
            ["reconsideration"] = Counts(reviews["reconsideration"]!),
            ["direct"] = Counts(reviews["litigationDirect"]!),
            ["afterReconsideration"] = Counts(reviews["litigationAfterReconsideration"]!),
        });
        Assert.Equal("UNKNOWN_ORGAN", (string)refusal["details"]![0]!["reason"]!);
    }

    private static void Check(JsonNode answer)
    {
        var outcomes = answer["outcomes"]!.AsObject();
        var blank = outcomes["blank"]!.AsArray().Select(path => (string)path!).ToList();
        outcomes.Remove("blank");

        Assert.Equal("organs/140400/reports/2019-region", (string)answer["filed"]!);
        Same(Figures, outcomes);
        Assert.Contains("carried_out_count", blank);
        Same(Reviews, answer["reviews"]!);
        Same(Division, answer["division"]!);

        var refusal = answer["refusal"]!;
        Assert.Equal(("INVALID_ARGUMENT", "UNKNOWN_ORGAN", "report.name"),
            ((string)refusal["code"]!, (string)refusal["reason"]!, (string)refusal["field"]!));
        Assert.Contains("没有登记的机关", (string)refusal["zh"]!, StringComparison.Ordinal);
        Assert.Contains("is not registered", (string)refusal["en"]!, StringComparison.Ordinal);
    }

    /// <summary>What goes into the 8 KiB of headers that it takes, and how many there are.</summary>
    private static void CheckManyFaults(JsonNode refusal)
    {
        Assert.Equal(("INVALID_ARGUMENT", "UNKNOWN_CELL", "300"),
            ((string)refusal["code"]!, (string)refusal["reason"]!, (string)refusal["allFields"]!));
        Assert.InRange((int)refusal["fields"]!, 5, 100);
    }

    private static void Same(string expected, JsonNode actual) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual.ToJsonString());

    private static JsonValue? Count(JsonNode message, string field) => message[field + "Count"] is { } count
        ? JsonValue.Create(int.Parse((string)count!, CultureInfo.InvariantCulture))
        : null;

    private static JsonArray Counts(JsonNode results)
    {
        string[] columns = ["upheld", "corrected", "other", "pending", "total"];
        return new(columns.Select(column => (JsonNode?)Count(results, column)).ToArray());
    }

    private async Task<JsonNode> Curl(string path) =>
        JsonNode.Parse(await Programs.Run("curl", ["--silent", "--show-error", service.HttpAddress + path]))!;

    /// <summary>Runs one of these clients, with what protoc makes of the protos, against this service.</summary>
    private async Task<JsonNode> Python(string client, params string[] arguments)
    {
        var answer = await Programs.Run(
            PythonModules.Python,
            [Path.Combine(Repository.Root, "tests/clients/python", client), Address, .. arguments],
            await PythonModules.Environment());
        return JsonNode.Parse(answer)!;
    }
}
