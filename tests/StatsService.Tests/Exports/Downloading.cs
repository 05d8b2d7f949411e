using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ogi.Stats.V1;
using StatsService.Log;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Exports;

/// <summary>Over HTTP/1.1 an export is the file itself.</summary>
public sealed class Downloading(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Csv_for_spreadsheets_is_the_default_and_says_what_it_is()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ));

        using var answer = await Http.GetAsync($"{service.HttpAddress}/v1/reports:export?parent={organ}");
        var file = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Encoding.UTF8.Preamble, file.AsSpan(0, 3));
        Assert.Contains("行政许可", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Matches(@"^ogi-reports-\d{8}\.csv$", disposition.FileName!.Trim('"'));
        Assert.Matches(@"^政府信息公开年度报告-\d{8}\.csv$", disposition.FileNameStar);
        Assert.Equal(
            $"sha-256=:{Convert.ToBase64String(SHA256.HashData(file))}:",
            answer.TrailingHeaders.GetValues("Repr-Digest").Single());
        Assert.Equal("12", answer.TrailingHeaders.GetValues("Stats-Row-Count").Single());

        var same = await ExportedFile.Of(service, new ExportReportsRequest
        {
            Parent = organ,
            Format = ExportFormat.CsvBom,
            Read = new() { Position = answer.Headers.GetValues("Stats-Position").Single() },
        });
        Assert.Equal(same.Bytes, file);
        Assert.Equal(
            same.Manifest.Stamp.CatalogVersion, answer.Headers.GetValues("Stats-Catalog-Version").Single());
    }

    [Theory]
    [InlineData("csv", "\uFEFFsubject,")]
    [InlineData("EXPORT_FORMAT_CSV", "subject,")]
    [InlineData("ndjson", "{\"export\":")]
    [InlineData("xlsx", "PK")]
    [InlineData("parquet", "PAR1")]
    public async Task A_format_is_named_by_a_word_or_as_in_the_protos(string format, string begins)
    {
        var file = await Http.GetByteArrayAsync(
            $"{service.HttpAddress}/v1/statistics:export?format={format}&indicators=applications.*"
            + "&selection.divisions=divisions/140000&selection.first_year=2019");

        Assert.Equal(begins, Encoding.UTF8.GetString(file)[..begins.Length]);
    }

    [Fact]
    public async Task A_body_in_JSON_may_ask_for_rates_and_applicants()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2021-region", Applications("2021", 3)));
        var body = $$"""
            {
              "selection": { "organs": ["{{organ}}"], "firstYear": 2021 },
              "measures": [{ "indicator": "applications.granted", "denominator": "applications.total" }],
              "format": "EXPORT_FORMAT_NDJSON"
            }
            """;

        using var answer = await Http.PostAsync(
            service.HttpAddress + "/v1/statistics:export",
            new StringContent(body, Encoding.UTF8, "application/json"));
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');

        var row = JsonNode.Parse(lines[1])!;
        Assert.Equal((organ, "RATE", 1.0), ((string)row["subject"]!, (string)row["kind"]!, (double)row["rate"]!));
    }

    [Theory]
    [InlineData("/v1/reports:export?colour=red", "UNKNOWN_FIELD", "colour")]
    [InlineData("/v1/reports:export?format=sdmx", "INVALID_VALUE", "format")]
    [InlineData("/v1/reports:export?filter.divisions=divisions/999999", "UNKNOWN_DIVISION", "filter.divisions")]
    [InlineData(
        "/v1/statistics:export?indicators=a&selection.organs=organs/140400", "UNKNOWN_INDICATOR", "indicators[0]")]
    [InlineData("/v1/statistics:export?selection.organs=organs/140400", "REQUIRED_FIELD", "measures")]
    [InlineData("/v1/statistics:export?indicators=applications.*", "REQUIRED_FIELD", "selection")]
    public async Task A_refusal_comes_in_JSON_before_the_first_byte(string path, string reason, string field) =>
        (await JsonCalls.Get(service, path)).RefusesField(reason, field);

    [Fact]
    public async Task A_position_that_the_log_does_not_hold_is_refused()
    {
        var own = Position.Parse(await service.Position())!;
        var other = own with { Check = own.Check + 1 };

        var answer = await JsonCalls.Get(service, $"/v1/reports:export?read.position={other}");

        answer.Refuses(HttpStatusCode.BadRequest, Google.Rpc.Code.FailedPrecondition, "HISTORY_CHANGED");
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_refused()
    {
        var answer = await JsonCalls.Post(service, "/v1/reports:export", "{");

        answer.Refuses(HttpStatusCode.BadRequest, Google.Rpc.Code.InvalidArgument, "MALFORMED_MESSAGE");
    }
}
