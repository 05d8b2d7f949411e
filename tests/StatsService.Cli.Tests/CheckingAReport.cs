using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Ogi.Stats.V1;

namespace StatsService.Cli.Tests;

/// <summary><c>statsctl check</c>, without a service.</summary>
public sealed class CheckingAReport
{
    private static readonly JsonParser Json = new(JsonParser.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor, LocalizedMessage.Descriptor)));

    [Fact]
    public async Task Of_a_report_with_broken_sums_each_finding_is_told_in_both_languages_and_the_exit_code_is_1()
    {
        var run = await Statsctl.Run("check", Repository.Sample("110116-2018-region"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("申请答复数205件，八类答复合计204件，相差1件。", run.Output, StringComparison.Ordinal);
        Assert.Contains("Replies 205, the eight kinds add up to 204", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 ERROR, 2 WARNING, 0 INFO", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Of_a_report_without_errors_the_exit_code_is_0_and_what_stays_open_is_named()
    {
        var run = await Statsctl.Run("check", Repository.Sample("140400-2019-region"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("0 ERROR, 0 WARNING, 0 INFO", run.Output, StringComparison.Ordinal);
        Assert.Contains("2019.table3.row", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_needs_to_know_the_organ_is_named_as_not_assessable()
    {
        using var file = new TemporaryFile("report.json", """
            {
              "name": "organs/140411/reports/2019-region",
              "tables": [{ "table": "table2", "form": "forms/2019", "cells": {
                "disclosure.regulations.made": { "count": 3 } } }]
            }
            """);

        var run = await Statsctl.Run("check", file.Path);

        Assert.Equal(0, run.ExitCode);
        const string Heading = "without the organ's level and kind";
        var open = run.Lines.SkipWhile(line => !line.Contains(Heading, StringComparison.Ordinal));
        Assert.Equal("2019.table2.regulations", open.ElementAt(1).Trim());
    }

    [Fact]
    public async Task All_files_of_a_folder_are_checked_and_the_worst_result_is_the_exit_code()
    {
        var run = await Statsctl.Run("check", Repository.Samples);

        Assert.Equal(1, run.ExitCode);
        Assert.All(Samples.SampleReport.All, name => Assert.Contains(name, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task As_json_each_file_is_a_line_with_the_answer_that_the_service_would_give()
    {
        var run = await Statsctl.Run(
            "check", "--json", Repository.Sample("140400-2019-region"), Repository.Sample("110116-2018-region"));

        var answers = run.Lines.Select(Json.Parse<ValidateReportResponse>).ToList();
        Assert.Equal(
            "organs/140400/reports/2019-region organs/110116/reports/2018-region",
            string.Join(' ', answers.Select(answer => answer.Report.Name)));
        Assert.Equal(2, answers[1].Report.Quality.ErrorCount);
        Assert.Equal("205", answers[1].Report.Findings[0].LeftValue);
    }

    [Fact]
    public async Task What_cannot_be_understood_is_named_all_at_once_and_the_rest_is_checked()
    {
        using var file = new TemporaryFile("report.json", """
            {
              "name": "organs/110116/reports/2018-region",
              "tables": [{ "table": "table1", "form": "forms/2014", "cells": {
                "f2014.staff.total": { "count": "10" },
                "f2014.staff.full_time": { "count": "4" },
                "f2014.staff.part_time": { "count": "5" },
                "f2014.staff.totl": { "count": "1" },
                "f2014.staff.special_funds": { "count": "1" } } }]
            }
            """);

        var run = await Statsctl.Run("check", "--json", file.Path);

        Assert.Equal(1, run.ExitCode);
        var answer = Json.Parse<ValidateReportResponse>(Assert.Single(run.Lines));
        Assert.Equal("2014.staff.sum", Assert.Single(answer.Report.Findings).FindingId);
        var refusal = answer.Refusal.Details.Single(detail => detail.Is(BadRequest.Descriptor)).Unpack<BadRequest>();
        var violations = refusal.FieldViolations;
        Assert.Equal("UNKNOWN_CELL CELL_TYPE_MISMATCH", string.Join(' ', violations.Select(one => one.Reason)));
        Assert.Equal("tables[0].cells[\"f2014.staff.totl\"]", violations[0].Field);
        Assert.Contains("f2014.staff.total", violations[0].Description, StringComparison.Ordinal);
        Assert.Contains("f2014.staff.total", violations[0].LocalizedMessage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_the_name_of_a_report_is_refused_with_the_form_of_names()
    {
        using var file = new TemporaryFile("report.json", """{ "tables": [] }""");

        var run = await Statsctl.Run("check", file.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("organs/140400/reports/2019-region", run.Output, StringComparison.Ordinal);
    }
}
