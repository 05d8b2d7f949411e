using System.Globalization;
using System.Text.Json.Nodes;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary>
/// README.md, “A whole division”: with the samples filed as <c>scripts/run.sh</c> files them, its numbers are those
/// that the service answers. Each is made of an answer and looked for in the text.
/// </summary>
public sealed class FiguresOfTheReadme(SamplesFixture service) : IClassFixture<SamplesFixture>
{
    private const string Changzhi = "divisions/140400";

    [NeedsFact("curl")]
    public async Task A_newcomer_gets_the_outcomes_of_Huairou_2018_by_its_first_command()
    {
        var command = Readme.FirstOf("curl ").Replace(
            "http://127.0.0.1:5002", service.HttpAddress, StringComparison.Ordinal);

        var answer = await Programs.Run("bash", ["-c", command.Replace("curl", "curl -s", StringComparison.Ordinal)]);

        var total = JsonNode.Parse(answer)!["rows"]![0]!["total"]!;
        Readme.Line(
            $"怀柔区, 2018: received {total["receivedCount"]}, replied {total["totalCount"]}, ",
            $"of these granted {total["grantedCount"]} and partially {total["partiallyGrantedCount"]}.");
        Assert.Null(total["carriedOutCount"]);
        var note = total["notes"]!.AsArray().Single(note =>
            ((string)note!["fields"]!).Split(',').Contains("carriedOutCount", StringComparer.Ordinal));
        Readme.Line("`carriedOutCount` is not there", $"`{note!["condition"]}`");
    }

    [Theory]
    [InlineData(Basis.Published, "One report expected, one there", 1, 1)]
    [InlineData(Basis.Computed, "13 reports expected (twelve counties and the city itself), 7 there, 6 missing", 13, 7)]
    [InlineData(Basis.Resolved, "published where there is something published", 1, 1)]
    public async Task Applications_received_are_those_of_its_table(Basis basis, string words, int expected, int there)
    {
        var row = Assert.Single((await service.Statistics.QueryApplicationOutcomesAsync(new()
        {
            Selection = new() { Divisions = { Changzhi }, FirstYear = 2019, Basis = basis },
            Read = OverTheWire.Now,
        })).Rows);

        Readme.Line($"| `{basis.ToString().ToUpperInvariant()}` | {row.Total.ReceivedCount} |", words);
        var coverage = row.Header.Coverage;
        Assert.Equal(
            (expected, there, expected - there),
            (coverage.ExpectedCount, coverage.ReportedCount, coverage.MissingCount));
    }

    [Fact]
    public async Task A_query_that_asks_for_no_basis_and_the_province_have_what_is_resolved()
    {
        var basis = new Selection { Divisions = { Changzhi }, FirstYear = 2019, Basis = Basis.Resolved };
        var resolved = await service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = basis, Read = OverTheWire.Now });
        basis.Basis = Basis.Unspecified;

        var asked = await service.Statistics.QueryApplicationOutcomesAsync(new() { Selection = basis });
        var province = await service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = new() { Divisions = { "divisions/140000" }, FirstYear = 2019 } });

        Assert.Equal(resolved.Rows, asked.Rows);
        Assert.Equal(resolved.Rows[0].Total.ReceivedCount, Assert.Single(province.Rows).Total.ReceivedCount);
    }

    [Fact]
    public async Task The_reconciliation_differs_by_its_numbers_and_each_line_names_the_counties_that_are_missing()
    {
        var lines = (await service.Statistics.ReconcileDivisionAsync(
            new() { Division = Changzhi, Year = 2019, PageSize = 500, Read = OverTheWire.Now })).Lines;
        var owing = (await service.Statistics.ListObligationsAsync(new() { Parent = Changzhi, Year = 2019 }))
            .Obligations.Select(missing => missing.Division).ToList();

        Readme.Line(
            $"received {Difference("received")}, carried in {Difference("carried_in")}, total {Difference("total")};",
            "");
        Assert.Equal(6, owing.Count);
        Assert.All(lines, line => Assert.Equal(
            owing, line.Parts.Where(part => part.Coverage.MissingCount > 0).Select(part => part.Division)));

        string Difference(string indicator) => lines.Single(line => line.Published.Measure.Equals(
            new Measure { Indicator = "indicators/applications." + indicator })).Difference.Replace('-', '−');
    }

    [Fact]
    public async Task Its_disclosure_is_the_two_rows_told()
    {
        var rows = (await service.Statistics.QueryDisclosureCountsAsync(new()
        {
            Selection = new() { Divisions = { Changzhi }, FirstYear = 2019 },
            Read = OverTheWire.Now,
        })).Rows;

        Assert.Equal([Basis.Published, Basis.Computed], rows.Select(row => row.Header.Basis));
        var (published, computed) = (rows[0], rows[1]);
        Readme.Line(
            "query disclosures --division 140400 --year 2019",
            $"computed {computed.Header.Coverage.ReportedCount}/{computed.Header.Coverage.ExpectedCount}");
        Assert.NotNull(published.Regulations);
        Assert.NotNull(published.NormativeDocuments);
        Assert.NotNull(published.Procurement);
        Assert.Null(published.Licensing);
        Assert.Null(published.Penalty);
        Assert.Null(published.Fees);
        Assert.NotNull(computed.Licensing);
        Assert.NotNull(computed.Penalty);
        Assert.NotNull(computed.Fees);
        Assert.Null(computed.Regulations);
        Assert.Null(computed.NormativeDocuments);
        Assert.Null(computed.Procurement);
    }

    [Fact]
    public async Task A_figure_is_explained_with_its_number()
    {
        var answer = await service.Statistics.ExplainFigureAsync(new()
        {
            Selection = new() { Divisions = { Changzhi }, FirstYear = 2019 },
            Measure = new() { Indicator = "actions.licensing.decisions" },
            Read = OverTheWire.Now,
        });

        Readme.Line(
            "explain actions.licensing.decisions --division 140400 --year 2019",
            string.Create(CultureInfo.InvariantCulture, $"# {answer.Figure.Count:N0}, made of what"));
        Assert.Equal(7, answer.Contributions.Count);
        Assert.Equal(answer.Figure.Count, answer.Contributions.Sum(contribution => contribution.Figure.Count));
    }

    [Fact]
    public async Task Coverage_has_its_counts()
    {
        var counts = Assert.Single((await service.Statistics.QueryCoverageAsync(new()
        {
            Selection = new() { Divisions = { Changzhi }, FirstYear = 2019 },
            Read = OverTheWire.Now,
        })).Rows).Local;

        Readme.Line(
            "coverage 140400 --year 2019",
            $"# {counts.ExpectedCount} expected, {counts.FiledCount} filed, {counts.MissingCount} missing, "
            + $"{counts.LateCount} late");
    }

    private static class Readme
    {
        private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));

        public static string FirstOf(string beginning) =>
            Lines.First(line => line.StartsWith(beginning, StringComparison.Ordinal));

        /// <summary>Fails where no line holds both.</summary>
        public static void Line(string one, string other) => Assert.True(
            Array.Exists(Lines, line =>
                line.Contains(one, StringComparison.Ordinal) && line.Contains(other, StringComparison.Ordinal)),
            $"No line of README.md holds “{one}” and “{other}”.");
    }
}
