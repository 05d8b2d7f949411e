using System.Net;
using Ogi.Stats.V1;
using StatsService.Callers;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Json;

/// <summary>Whatever can be read can be read in JSON over HTTP/1.1, with nothing but an address.</summary>
public sealed class ReadingInJson(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // of abc

    /// <summary>An address for each route, and a field of its answer.</summary>
    private static readonly Dictionary<string, (string Path, string Field)> Routes = new(StringComparer.Ordinal)
    {
        ["/v1/{name=organs/*/reports/*}"] = ("/v1/organs/140400/reports/2019-region", "report"),
        ["/v1/{parent=organs/*}/reports"] = ("/v1/organs/140400/reports?filter.first_year=2019", "reports"),
        ["/v1/reports"] = ("/v1/reports?filter.form=forms/2019&page_size=1", "reports"),
        ["/v1/{parent=organs/*/reports/*}/revisions"] =
            ("/v1/organs/140400/reports/2019-region/revisions", "revisions"),
        ["/v1/{name=sources/*}"] = ($"/v1/sources/{Sha}", "source"),
        ["/v1/{name=divisions/*}"] = ("/v1/divisions/140400", "division"),
        ["/v1/divisions"] = ("/v1/divisions?ancestor=divisions/140400&level=DIVISION_LEVEL_COUNTY", "divisions"),
        ["/v1/{name=organs/*}"] = ("/v1/organs/140400", "organ"),
        ["/v1/organs"] = ("/v1/organs?page_size=2", "organs"),
        ["/v1/organs:search"] = ("/v1/organs:search?query=%E9%95%BF%E6%B2%BB", "matches"),
        ["/v1/forms"] = ("/v1/forms", "forms"),
        ["/v1/{name=forms/*}"] = ("/v1/forms/2019", "form"),
        ["/v1/indicators"] = ("/v1/indicators?prefix=applications", "indicators"),
        ["/v1/statistics/applicationOutcomes"] = (Statistics("applicationOutcomes"), "rows"),
        ["/v1/statistics/reviewResults"] = (Statistics("reviewResults"), "rows"),
        ["/v1/statistics/disclosureCounts"] = (Statistics("disclosureCounts"), "rows"),
        ["/v1/statistics/series"] = (Statistics("series") + Measuring, "series"),
        ["/v1/statistics/divisions:rank"] =
            ($"/v1/statistics/divisions:rank?level=DIVISION_LEVEL_PROVINCE&year=2019{Measuring}", "rows"),
        ["/v1/statistics/organs:rank"] =
            ($"/v1/statistics/organs:rank?kind=ORGAN_KIND_GOVERNMENT&year=2019{Measuring}", "rows"),
        ["/v1/statistics/coverage"] =
            ("/v1/statistics/coverage?selection.divisions=divisions/140400&selection.first_year=2019", "rows"),
        ["/v1/{parent=divisions/*}/obligations"] = ("/v1/divisions/140000/obligations?year=2019", "obligations"),
        ["/v1/{division=divisions/*}:reconcile"] = ("/v1/divisions/140400:reconcile?year=2019", "published"),
        ["/v1/statistics/continuity"] = (Statistics("continuity"), "rows"),
        ["/v1/limits"] = ("/v1/limits", "pages"),
        ["/v1/changes"] = ("/v1/changes?page_size=2&filter.divisions=divisions/140400", "changes"),
    };

    /// <summary>A stream is a JSON object a line.</summary>
    private static readonly string[] Streams = ["/v1/changes:watch", "/v1/snapshot"];

    /// <summary>Answer with a file (<see cref="Exports.Downloading"/>), asked for by an address or a body.</summary>
    private static readonly string[] Files = ["/v1/reports:export", "/v1/statistics:export"];

    /// <summary>A body for each route that takes one.</summary>
    private static readonly Dictionary<string, (string Body, string Field)> Posts = new(StringComparer.Ordinal)
    {
        ["/v1/reports:validate"] = ("""{ "report": { "name": "organs/140400/reports/2019-region" } }""", "report"),
        ["/v1/exports:estimate"] = ("""{ "reports": { "format": "EXPORT_FORMAT_CSV" } }""", "rowCount"),
        ["/v1/statistics/applicationOutcomes:query"] = (Selecting, "rows"),
        ["/v1/statistics/reviewResults:query"] = (Selecting, "rows"),
        ["/v1/statistics/disclosureCounts:query"] = (Selecting, "rows"),
        ["/v1/statistics/continuity:query"] = (Selecting, "rows"),
        ["/v1/statistics/indicators:query"] =
        (
            """
            {
              "selection": { "organs": ["organs/140400"], "firstYear": 2019 },
              "measures": [{ "indicator": "applications.total" }]
            }
            """,
            "rows"),
        ["/v1/statistics/series:query"] =
        (
            """
            {
              "selection": { "organs": ["organs/140400"], "firstYear": 2019 },
              "measure": { "indicator": "applications.total" }
            }
            """,
            "series"),
        ["/v1/statistics/figures:explain"] =
        (
            """
            {
              "selection": { "organs": ["organs/140400"], "firstYear": 2019 },
              "measure": { "indicator": "applications.total" }
            }
            """,
            "contributions"),
        ["/v1/statistics/divisions:rank"] =
        (
            """
            { "level": "DIVISION_LEVEL_PROVINCE", "year": 2019, "measure": { "indicator": "applications.total" } }
            """,
            "rows"),
        ["/v1/statistics/organs:rank"] =
        (
            """
            { "kind": "ORGAN_KIND_GOVERNMENT", "year": 2019, "measure": { "indicator": "applications.total" } }
            """,
            "rows"),
    };

    private const string Measuring = "&measure.indicator=applications.total";

    /// <summary>Answers with a refusal where there are so few reports.</summary>
    private const string Peers = "/v1/statistics/peers:compare";

    private const string Selecting = """{ "selection": { "organs": ["organs/140400"], "firstYear": 2019 } }""";

    [Fact]
    public async Task Every_route_of_every_read_rpc_answers()
    {
        await FileOne();

        Assert.Equal(
            Rules().Order(StringComparer.Ordinal),
            Routes.Keys.Concat(Posts.Keys).Concat(Streams).Append(Peers).Append(Peers)
                .Concat(Files).Concat(Files).Order(StringComparer.Ordinal));
        foreach (var (path, field) in Routes.Values)
        {
            Answers(await JsonCalls.Get(service, path), path, field);
        }

        foreach (var (path, (body, field)) in Posts)
        {
            Answers(await JsonCalls.Post(service, path, body), path, field);
        }

        const string Body =
            """{ "organ": "organs/140400", "year": 2019, "measure": { "indicator": "applications.total" } }""";
        foreach (var answer in new[]
        {
            await JsonCalls.Get(service, $"{Peers}?organ=organs/140400&year=2019{Measuring}"),
            await JsonCalls.Post(service, Peers, Body),
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains("TOO_FEW_PEERS", answer.Body!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Streams_answer_line_by_line()
    {
        await FileOne();
        using var http = new HttpClient();
        foreach (var path in Streams)
        {
            using var stream = new StreamReader(
                await http.GetStreamAsync(service.HttpAddress + path + "?filter.divisions=divisions/140400"));
            var first = System.Text.Json.Nodes.JsonNode.Parse((await stream.ReadLineAsync())!)!;
            Assert.NotEmpty((string)first["position"]!);
        }
    }

    [Fact]
    public async Task Long_numbers_are_text_so_that_no_script_rounds_them()
    {
        await FileOne();

        var answer = await JsonCalls.Get(service, "/v1/organs/140400/reports/2019-region");

        var cell = answer.Body!["report"]!["tables"]!.AsArray().Single(table => (string)table!["table"]! == "table3")!
            ["cells"]!["applications.received_new@total"]!["count"]!;
        Assert.Equal(System.Text.Json.JsonValueKind.String, cell.GetValueKind());
        Assert.Equal("181", (string)cell!);
    }

    [Fact]
    public async Task A_parameter_is_named_as_in_the_protos_or_as_in_JSON_and_picks_fields()
    {
        await FileOne();

        var answers = new[]
        {
            await JsonCalls.Get(service, "/v1/organs/140400/reports/2019-region?read_mask=name,lastEvent"),
            await JsonCalls.Get(service, "/v1/organs/140400/reports/2019-region?readMask=name,last_event"),
        };

        Assert.All(answers, answer =>
        {
            var report = answer.Body!["report"]!;
            Assert.Equal("development", (string)report["lastEvent"]!["client"]!);
            Assert.Null(report["tables"]);
        });
    }

    private static string Statistics(string query) =>
        $"/v1/statistics/{query}?selection.organs=organs/140400&selection.first_year=2019";

    private static IEnumerable<string> Rules() => RpcAccess.Rpcs
        .Where(rpc => RpcAccess.Declared(rpc.Key)!.Role == Role.Reader)
        .Select(rpc => rpc.Value.GetOptions().GetExtension(Google.Api.AnnotationsExtensions.Http))
        .SelectMany(rule => rule.AdditionalBindings.Append(rule))
        .Select(rule => rule.Get.Length > 0 ? rule.Get : rule.Post);

    private static void Answers(JsonAnswer answer, string path, string field)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Body}");
        Assert.True(answer.Body!.AsObject().ContainsKey(field), $"{path}: {answer.Body}");
    }

    /// <summary>Filing the same again changes nothing, so that each test may.</summary>
    private async Task FileOne()
    {
        var report = SampleReports.Changzhi2019("organs/140400");
        report.NarrativeSections.Add(new NarrativeSection { Heading = "一", Text = "abc" });
        await service.Reports.FileReportAsync(new() { Report = report });
    }
}
