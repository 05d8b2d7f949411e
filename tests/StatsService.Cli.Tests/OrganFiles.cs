using Ogi.Stats.V1;
using StatsService.Cli.Registry;

namespace StatsService.Cli.Tests;

/// <summary>The CSV files that <c>statsctl organs import</c> takes.</summary>
public sealed class OrganFiles
{
    [Fact]
    public void A_line_becomes_an_organ_with_lists_split_and_names_written_out()
    {
        using var file = new TemporaryFile("organs.csv", $""""
            {OrganCsv.Columns}
            140411,"长治市上党区人民政府",government,140411,上党区政府; 长治县政府 ,140421,140400,2018,,国函〔2018〕90号
            ,长治市教育局,department,divisions/140400,,,,,,"公告, ""第3号"""
            """");

        var csv = OrganCsv.Read(file.Path);

        Assert.Empty(csv.Problems);
        var (government, department) = (csv.Rows[0].Organ, csv.Rows[1].Organ);
        Assert.Equal(
            "organs/140411 divisions/140411 organs/140400",
            $"{government.Name} {government.Division} {government.Parent}");
        Assert.Equal("上党区政府|长治县政府", string.Join('|', government.Aliases));
        Assert.Equal(OrganKind.Government, government.Kind);
        Assert.Equal((2018, false), (government.Years.FirstYear, government.Years.HasLastYear));
        Assert.Equal("divisions/140400 公告, \"第3号\"", $"{department.Name}{department.Division} {department.Source}");
        Assert.Null(department.Years);
        Assert.Equal([2, 3], csv.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("name,kind,division\n甲,bureau,140400", "bureau")]
    [InlineData("name,kind,division\n,department,140400", "name")]
    [InlineData("name,kind,division\n甲,department", "2")]
    [InlineData("name,kind,division,first_year\n甲,department,140400,since 2008", "since 2008")]
    [InlineData("name,kind,division,phone\n甲,department,140400,1", "phone")]
    [InlineData("name,kind\n甲,department", "division")]
    [InlineData("name,name,kind,division\n甲,甲,department,140400", "name")]
    [InlineData("name,kind,division\n甲\"乙,department,140400", "乙")]
    public void A_line_that_is_wrong_is_named_in_both_languages(string content, string named)
    {
        using var file = new TemporaryFile("organs.csv", content);

        var problem = Assert.Single(OrganCsv.Read(file.Path).Problems);

        Assert.Contains(named, problem.Text.Zh, StringComparison.Ordinal);
        Assert.Contains(named, problem.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_wrong_line_nothing_is_sent_and_all_wrong_lines_are_named()
    {
        using var file = new TemporaryFile("organs.csv", """
            name,kind,division
            甲,bureau,140400
            乙,department,140400
            丙,office,140400
            """);

        var run = await Statsctl.Run("organs", "import", file.Path, "--server", "http://127.0.0.1:1");

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("Line 2:", run.Error, StringComparison.Ordinal);
        Assert.Contains("Line 4:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_spreadsheet_saved_in_another_encoding_is_told_to_be_saved_as_utf8()
    {
        byte[] content = [.. "name,kind,division\n"u8, 0xB3, 0xA4, 0xD6, 0xCE, .. ",department,140400\n"u8];
        using var file = new TemporaryFile("organs.csv", content);

        var run = await Statsctl.Run("organs", "import", file.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("CSV UTF-8", run.Error, StringComparison.Ordinal);
    }
}
