using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using StatsService.Tests.Telemetry.Otlp;

namespace StatsService.Tests.Telemetry;

/// <summary>What a service in production exports: a filing can be followed from its client to the SQL.</summary>
public sealed class Export(ExportedRun run) : IClassFixture<ExportedRun>
{
    [Fact]
    public void The_calls_span_continues_the_clients_trace_and_says_what_it_is_about()
    {
        var span = Server(run.Filing);

        Assert.Equal("ogi.stats.v1.ReportService/FileReport", span.Name);
        Assert.Equal(run.Filing.SpanId.ToHexString(), Hex(span.ParentSpanId));
        Assert.Equal(
            ("140400", "2021", "2021", "OK", null),
            (Text(span, "stats.organ"), Text(span, "stats.year"), Text(span, "stats.form"),
                Text(span, "rpc.response.status_code"), Text(span, "stats.reason")));
    }

    [Fact]
    public void The_SQL_lies_under_the_call()
    {
        var trace = Trace(run.Filing).ToDictionary(sent => Hex(sent.Span.SpanId), StringComparer.Ordinal);
        var server = Server(run.Filing);

        Assert.Contains(trace.Values, sent => sent.Scope == "Marten");
        Assert.Contains(trace.Values, sent => sent.Scope == "Npgsql"
            && Text(sent.Span, "db.query.text")?.Contains("mt_quick_append_events", StringComparison.Ordinal) == true);
        Assert.All(trace.Values.Where(sent => !sent.Span.Equals(server)), sent =>
        {
            var parent = trace[Hex(sent.Span.ParentSpanId)].Span;
            Assert.InRange(sent.Span.StartTimeUnixNano, parent.StartTimeUnixNano, parent.EndTimeUnixNano);
        });
    }

    [Fact]
    public void The_event_keeps_the_trace_id() =>
        Assert.Equal(run.Filing.TraceId.ToHexString(), run.Read.LastEvent.TraceId);

    [Fact]
    public void The_span_of_a_refused_call_says_why()
    {
        var span = Server(run.Refusal);

        Assert.Equal(
            ("999999", "UNKNOWN_ORGAN", "INVALID_ARGUMENT"),
            (Text(span, "stats.organ"), Text(span, "stats.reason"), Text(span, "rpc.response.status_code")));
    }

    [Fact]
    public void Batches_of_the_roll_up_are_spans_and_its_looks_at_the_log_are_none()
    {
        var batches = run.Received.Spans.Where(sent => sent.Scope == "StatsService.RollUp").ToList();

        Assert.All(batches, sent => Assert.Equal("roll-up batch", sent.Span.Name));
        Assert.Equal(
            batches.Sum(sent => long.Parse(Text(sent.Span, "stats.number")!, CultureInfo.InvariantCulture)
                - long.Parse(Text(sent.Span, "stats.number.after")!, CultureInfo.InvariantCulture)),
            run.Received.Count("stats.roll_up.events"));
        Assert.InRange(batches.Count, 2, 100);
        Assert.DoesNotContain(run.Received.Spans, sent => sent.Scope == "Npgsql"
            && Text(sent.Span, "db.query.text") is { } sql
            && sql.Contains("for update skip locked", StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_are_counted_by_method_and_status()
    {
        const string File = "ogi.stats.v1.ReportService/FileReport";

        Assert.Equal(2, Calls(File, "OK"));
        Assert.Equal(2, Calls(File, "INVALID_ARGUMENT"));
        Assert.Equal(1, Calls(File, "RESOURCE_EXHAUSTED"));
    }

    [Fact]
    public void A_call_in_JSON_is_counted_and_described_like_any_other()
    {
        var span = Server(run.Json);

        Assert.Equal(2, Calls("ogi.stats.v1.ReportService/GetReport", "OK"));
        Assert.Equal(
            ("140400", "2021", run.Json.SpanId.ToHexString()),
            (Text(span, "stats.organ"), Text(span, "stats.year"), Hex(span.ParentSpanId)));
    }

    [Theory]
    [InlineData("UNKNOWN_ORGAN")]
    [InlineData("MALFORMED_MESSAGE")]
    [InlineData("TOO_LARGE")]
    public void Refusals_are_counted_by_reason_whoever_refuses(string reason) =>
        Assert.Equal(1, run.Received.Count("stats.refusals", ("stats.reason", reason)));

    [Fact]
    public void Findings_are_counted_by_rule()
    {
        var rule = run.Finding.Rule.Split('/')[^1];
        Assert.Equal(1, run.Received.Count("stats.findings", ("stats.rule", rule), ("stats.strength", "ERROR")));
    }

    [Fact]
    public void Logs_carry_the_trace_id() =>
        Assert.Contains(run.Received.Logs, record => Hex(record.TraceId) == run.Refusal.TraceId.ToHexString());

    private long Calls(string rpc, string status) =>
        run.Received.Count("stats.calls", ("rpc.method", rpc), ("rpc.response.status_code", status));

    private List<(string Scope, Span Span)> Trace(ActivityContext client) =>
        [.. run.Received.Spans.Where(sent => Hex(sent.Span.TraceId) == client.TraceId.ToHexString())];

    private Span Server(ActivityContext client) =>
        Trace(client).Single(sent => sent.Scope == "Microsoft.AspNetCore").Span;

    private static string? Text(Span span, string attribute) => span.Attributes.Text(attribute);

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
