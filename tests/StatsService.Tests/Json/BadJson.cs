using System.Net;
using Google.Rpc;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Json;

/// <summary>A request in JSON that says something else than it means is refused, not guessed at.</summary>
public sealed class BadJson(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Report = "/v1/organs/140400/reports/2019-region";
    private const string Validate = "/v1/reports:validate";

    [Theory]
    [InlineData("/v1/reports?frist_year=2019", "frist_year")]
    [InlineData("/v1/reports?filter.frist_year=2019", "filter.frist_year")]
    [InlineData("/v1/reports?filter.first_year=2019&nothing=1", "nothing")]
    [InlineData("/v1/forms/2019?pretty=true", "pretty")]
    public async Task A_parameter_that_there_is_not_is_refused(string path, string field) =>
        (await JsonCalls.Get(service, path)).RefusesField("UNKNOWN_FIELD", field);

    [Theory]
    [InlineData("/v1/reports?page_size=many", "page_size")]
    [InlineData("/v1/reports?pageSize=99999999999", "page_size")]
    [InlineData("/v1/reports?page_size=1&page_size=2", "page_size")]
    [InlineData("/v1/reports?filter.scope=REGION", "filter.scope")]
    [InlineData("/v1/reports?filter=2019", "filter")]
    [InlineData("/v1/reports?read.time=yesterday", "read.time")]
    [InlineData("/v1/reports?read.time=10000-01-01T00:00:00Z", "read.time")]
    [InlineData("/v1/organs/140400?read.time=2026-13-01T00:00:00Z", "read.time")]
    [InlineData("/v1/reports?read.time=2026-01-01T00:00:00Z&read.position=x", "read.position")]
    [InlineData("/v1/reports?read_mask=a..b", "read_mask")]
    [InlineData("/v1/statistics/reviewResults?selection.skip_empty=perhaps", "selection.skip_empty")]
    [InlineData(Report + "?name=organs/110116/reports/2018-region", "name")]
    public async Task A_parameter_with_a_value_that_it_cannot_have_is_refused(string path, string field) =>
        (await JsonCalls.Get(service, path)).RefusesField("INVALID_VALUE", field);

    [Theory]
    [InlineData("""{ "report": { "nmae": "organs/140400/reports/2019-region" } }""", "UNKNOWN_FIELD", "report.nmae")]
    [InlineData(
        """{ "report": { "tables": [ { "cells": { "x": { "counts": 1 } } } ] } }""",
        "UNKNOWN_FIELD",
        "report.tables[0].cells[\"x\"].counts")]
    [InlineData(
        """{ "report": { "tables": [ { "cells": { "x": { "count": "many" } } } ] } }""",
        "INVALID_VALUE",
        "report.tables[0].cells[\"x\"].count")]
    [InlineData(
        """{ "report": { "tables": [ { "cells": { "x": { "count": 1.5 } } } ] } }""",
        "INVALID_VALUE",
        "report.tables[0].cells[\"x\"].count")]
    [InlineData(
        """{ "report": { "tables": [ { "cells": { "x": { "count": "9223372036854775808" } } } ] } }""",
        "INVALID_VALUE",
        "report.tables[0].cells[\"x\"].count")]
    [InlineData("""{ "report": "organs/140400/reports/2019-region" }""", "INVALID_VALUE", "report")]
    [InlineData("""{ "report": { "title": "a", "title": "b" } }""", "MALFORMED_MESSAGE", "")]
    public async Task A_body_that_is_no_such_message_is_refused(string body, string reason, string field)
    {
        var answer = await JsonCalls.Post(service, Validate, body);

        answer.Refuses(HttpStatusCode.BadRequest, Code.InvalidArgument, reason);
        if (field.Length > 0)
        {
            answer.RefusesField(reason, field);
        }
    }

    [Theory]
    [InlineData("""{ "amount": { "value": "许多" } }""")]
    [InlineData("""{ "amount": { "value": "1.5" } }""")]
    public async Task Text_or_a_fraction_where_a_count_belongs_is_named_in_the_answer_to_a_validation(string cell)
    {
        var body = $$"""
            { "report": { "name": "organs/140400/reports/2021-region", "tables": [ {
              "table": "table3", "form": "forms/2021", "cells": { "applications.received_new@total": {{cell}} } } ] } }
            """;

        var answer = await JsonCalls.Post(service, Validate, body);

        var request = answer.Body!["refusal"]!["details"]!.AsArray()
            .Single(detail => ((string)detail!["@type"]!).EndsWith(".BadRequest", StringComparison.Ordinal));
        Assert.All(request!["fieldViolations"]!.AsArray(), violation =>
        {
            Assert.Equal("CELL_TYPE_MISMATCH", (string)violation!["reason"]!);
            Assert.StartsWith(
                "report.tables[0].cells[\"applications.received_new@total\"]", (string)violation["field"]!,
                StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("report=1")]
    [InlineData("{ \"report\": { \"title\": \"\\ud800\" } }")]
    public async Task A_body_that_is_no_JSON_is_refused(string body) => (await JsonCalls.Post(service, Validate, body))
        .Refuses(HttpStatusCode.BadRequest, Code.InvalidArgument, "MALFORMED_MESSAGE");

    [Fact]
    public async Task A_body_that_is_not_in_UTF8_is_refused()
    {
        byte[] body = [.. "{ \"report\": { \"title\": \""u8, 0xC4, 0xEA, .. "\" } }"u8]; // 年 in GBK

        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };

        (await JsonCalls.Post(service, Validate, content))
            .Refuses(HttpStatusCode.BadRequest, Code.InvalidArgument, "MALFORMED_MESSAGE");
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused() =>
        (await JsonCalls.Post(service, Validate, new StringContent("{}")))
        .Refuses(HttpStatusCode.BadRequest, Code.InvalidArgument, "MALFORMED_MESSAGE");

    [Fact]
    public async Task A_body_of_5_MB_is_refused()
    {
        var title = new string('x', 5 << 20);

        var answer = await JsonCalls.Post(service, Validate, $$"""{ "report": { "title": "{{title}}" } }""");

        answer.Refuses(HttpStatusCode.RequestEntityTooLarge, Code.ResourceExhausted, "TOO_LARGE");
        Assert.Equal("4194304", (string)answer.Details("ErrorInfo").Single()["metadata"]!["limit"]!);
    }

    [Fact]
    public async Task A_refusal_of_the_rpc_itself_keeps_its_details() =>
        (await JsonCalls.Get(service, "/v1/organs/140400/reports/1999-region")).RefusesField("INVALID_NAME", "name");

    [Fact]
    public async Task Something_that_there_is_not_is_not_found() =>
        (await JsonCalls.Get(service, "/v1/organs/140400/reports/2011-region"))
        .Refuses(HttpStatusCode.NotFound, Code.NotFound, "REPORT_NOT_FOUND");

    [Theory]
    [InlineData("/v2/reports")]
    [InlineData("/v1/organs/140400/reports/2019-region/cells")]
    public async Task An_address_that_leads_nowhere_is_not_found(string path) =>
        (await JsonCalls.Get(service, path)).Refuses(HttpStatusCode.NotFound, Code.NotFound, "ROUTE_NOT_FOUND");

    [Fact]
    public async Task Writing_where_one_can_only_read_is_refused() => (await JsonCalls.Post(service, Report, "{}"))
        .Refuses(HttpStatusCode.MethodNotAllowed, Code.NotFound, "ROUTE_NOT_FOUND");
}
