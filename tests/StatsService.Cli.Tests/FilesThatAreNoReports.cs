using System.Text;
using StatsService.Canonical;
using StatsService.Forms;

namespace StatsService.Cli.Tests;

/// <summary>A file is read strictly: nothing in it is passed over.</summary>
public sealed class FilesThatAreNoReports
{
    [Theory]
    [InlineData("""{ "tabels": [] }""", "UNKNOWN_FIELD", "tabels")]
    [InlineData("""{ "tables": [{ "cells": [] }] }""", "INVALID_VALUE", "tables[0].cells")]
    [InlineData("""{ "tables": {} }""", "INVALID_VALUE", "tables")]
    [InlineData("""{ "title": 7 }""", "INVALID_VALUE", "title")]
    [InlineData("""{ "publicationDate": "2020-03-05" }""", "INVALID_VALUE", "publication_date")]
    [InlineData("""{ "documentNumber": "a", "document_number": "b" }""", "INVALID_VALUE", "document_number")]
    [InlineData("""{ "title": "a", "title": "b" }""", "MALFORMED_JSON", "")]
    [InlineData("""{ "title": "a" """, "MALFORMED_JSON", "")]
    [InlineData("""{ "name": "\ud800" }""", "MALFORMED_JSON", "")]
    [InlineData("", "MALFORMED_JSON", "")]
    public void A_file_that_is_no_report_names_the_reason_and_the_field(string json, string reason, string path)
    {
        var problem = Assert.Single(Problems(Encoding.UTF8.GetBytes(json)));

        Assert.Equal((reason, path), (problem.Reason, problem.Path));
        Assert.False(problem.Message.Zh == problem.Message.En);
    }

    [Theory]
    [InlineData("""{ "cuont": 1 }""", "UNKNOWN_FIELD", "cuont")]
    [InlineData("""{ "count": "many" }""", "INVALID_VALUE", "count")]
    [InlineData("""{ "count": 1.5 }""", "INVALID_VALUE", "count")]
    [InlineData("""{ "count": 99999999999999999999 }""", "INVALID_VALUE", "count")]
    [InlineData("""{ "count": 1, "gap": "CELL_GAP_BLANK" }""", "INVALID_VALUE", "gap")]
    [InlineData("""{ "gap": "BLANK" }""", "INVALID_VALUE", "gap")]
    public void A_cell_that_cannot_be_read_names_the_reason_and_the_field(string cell, string reason, string field)
    {
        var file = $$"""{ "tables": [{ "cells": { "a": {{cell}} } }] }""";

        var problem = Assert.Single(Problems(Encoding.UTF8.GetBytes(file)));

        Assert.Equal((reason, $"tables[0].cells[\"a\"].{field}"), (problem.Reason, problem.Path));
    }

    [Fact]
    public void Several_mistakes_are_named_at_once() => Assert.Equal(
        "a title b",
        string.Join(' ', Problems("""{ "a": 1, "title": 2, "b": 3 }"""u8).Select(problem => problem.Path)));

    [Fact]
    public void A_file_in_another_encoding_is_told_to_be_saved_as_utf8() => Assert.Contains(
        "UTF-8", Assert.Single(Problems([0x7B, 0x22, 0xC4, 0xEA, 0x22, 0x7D])).Message.Zh, StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_is_no_mistake() =>
        Assert.Empty(Problems([.. Encoding.UTF8.Preamble, .. """{ "title": "a" }"""u8]));

    [Fact]
    public void Numbers_may_be_written_with_and_without_quotes() => Assert.Empty(
        Problems("""{ "tables": [{ "cells": { "a": { "count": 181 }, "b": { "count": "181" } } }] }"""u8));

    [Theory]
    [InlineData("check")]
    [InlineData("file")]
    public async Task Statsctl_says_that_a_file_is_no_report_and_ends_with_2(string command)
    {
        using var file = new TemporaryFile(
            "report.json", """{ "name": "organs/140400/reports/2019-region", "tabels": [] }""");

        var run = await Statsctl.Run(command, file.Path, "--server", "http://127.0.0.1:1");

        Assert.Contains("tabels", run.Output, StringComparison.Ordinal);
        Assert.Contains("没有“tabels”这个字段", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    private static List<ContentProblem> Problems(ReadOnlySpan<byte> file)
    {
        var problems = new List<ContentProblem>();
        Assert.Equal(CanonicalJson.Read(file, problems) is null, problems.Count > 0);
        return problems;
    }
}
