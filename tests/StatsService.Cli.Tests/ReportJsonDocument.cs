using System.Text;
using System.Text.RegularExpressions;
using Ogi.Stats.V1;
using StatsService.Canonical;
using StatsService.Forms;

namespace StatsService.Cli.Tests;

/// <summary><c>docs/report-json.md</c> says what is so.</summary>
public sealed partial class ReportJsonDocument
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "report-json.md"));

    private static IEnumerable<string> CellGapValues =>
        CellReflection.Descriptor.EnumTypes.Single(type => type.Name == "CellGap").Values.Select(value => value.Name);

    private static string Example => Assert.Single(Blocks().Matches(Document)).Groups["json"].Value;

    [Fact]
    public void Its_example_is_a_report_that_can_be_understood()
    {
        var problems = new List<ContentProblem>();

        var report = CanonicalJson.Read(Encoding.UTF8.GetBytes(Example), problems);
        WireContent.Read(report!, ReportName.Parse(report!.Name)!, FormCatalog.Default, problems);

        Assert.Empty(problems.Select(problem => problem.Message.En));
    }

    [Fact]
    public void Its_example_is_of_an_organ_that_every_service_has()
    {
        var report = CanonicalJson.Read(Encoding.UTF8.GetBytes(Example), [])!;
        var id = report.Name.Split('/')[1];
        var divisions = Path.Combine(Repository.Root, "src", "StatsService", "Registry", "Data", "divisions.tsv");

        var title = File.ReadLines(divisions).Select(line => line.Split('\t')).Single(row => row[0] == id)[^1];

        Assert.StartsWith(title, report.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_example_has_nothing_that_statsctl_finds_wrong()
    {
        using var file = new TemporaryFile("report.json", Example);

        Assert.Equal(0, (await Statsctl.Run("check", file.Path)).ExitCode);
    }

    [Fact]
    public void Its_example_shows_every_kind_of_cell() => Assert.All(
        CellGapValues.Except(["CELL_GAP_UNSPECIFIED"], StringComparer.Ordinal).Concat(["\"count\"", "\"amount\""]),
        word => Assert.Contains(word, Example, StringComparison.Ordinal));

    [Fact]
    public void Every_field_that_a_filer_writes_is_in_the_document()
    {
        var written = Ogi.Stats.V1.ReportTable.Descriptor.Fields.InDeclarationOrder()
            .Select(field => field.JsonName)
            .Except(["scope", "printedScope", "note"], StringComparer.Ordinal);

        Assert.All(written, field => Assert.Contains($"\"{field}\"", Example, StringComparison.Ordinal));
    }

    [GeneratedRegex(
        "```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
