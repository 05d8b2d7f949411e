using System.Text.Json;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>The five samples by the figures read from them; where they are there, all reports as published.</summary>
public sealed class RealReports
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    /// <summary>Names in the truth files that are not cell codes.</summary>
    private static readonly Dictionary<string, string> OtherNames = new()
    {
        ["f2014.staff.special_funds_as_printed"] = "resources.special_funds",
        ["f2014.staff.special_funds_yuan"] = "resources.special_funds",
        ["fees.information_processing.cases"] = "fees.information_processing.cases",
        ["fees.information_processing.collected_yuan"] = "fees.information_processing.collected",
    };

    [Fact]
    public void Huairou_2018_has_the_two_errors_and_two_warnings_that_are_in_it()
    {
        var result = Catalog.Check(Truth.Report(Truth.Of("110116-2018-region")), Breaks.City);

        Assert.Equal(
            [
                "Error 2014.replies.sum 申请答复数205件，八类答复合计204件，相差1件。",
                "Error 2014.staff.sum 从事政府信息公开工作人员数156人，专职与兼职合计159人，相差3人。",
                "Warning 2014.litigation.above 行政诉讼数量15件，三类结果合计14件，多出1件；该表没有“尚未审结”，可能是未审结案件。",
                "Warning 2014.staff.special_funds.unit 专项经费72505未注明单位（全国统一表以万元计，不能据此推定），不计入汇总。",
            ],
            result.Findings.Select(finding => $"{finding.Strength} {finding.Id} {finding.Message.Zh}"));
        Assert.Equal("Replies 205, the eight kinds add up to 204: a difference of 1.", result.Findings[0].Message.En);
        Assert.Empty(result.NotAssessable);
    }

    [Fact]
    public void Changzhi_2019_has_no_findings_with_its_blanks_its_uncertain_cells_and_its_182()
    {
        var truth = Truth.Of("140400-2019-region");
        var report = truth.GetProperty("probable").EnumerateObject()
            .Aggregate(Truth.Report(truth),
                (r, cell) => r.With(cell.Name, Sample.Uncertain(0, cell.Value.GetInt64())))
            .State(Sample.Stated("t1", 182, "applications.received", "applications.accepted"));

        var result = Catalog.Check(report, Breaks.City);

        Assert.Empty(Catalog.Problems(report));
        Assert.Empty(result.Findings);
        Assert.Contains("2019.table3.row@applications.outcome.disclosed", result.NotAssessable);
        Assert.DoesNotContain("text.table@t1", result.NotAssessable);
    }

    [Fact]
    public void Changzhi_2019_is_measured_as_published()
    {
        var part = Assert.Single(Catalog.Parts(Truth.Report(Truth.Of("140400-2019-region"))));
        (string Indicator, long? Value, string Conditions)[] expected =
        [
            ("applications.received", 181, ""), ("applications.carried_in", 1, ""), ("applications.total", 182, ""),
            ("applications.granted", 112, ""), ("applications.partially_granted", 2, ""),
            ("applications.refused", 23, "Derived"), ("applications.unable_to_provide", 34, "Derived"),
            ("applications.not_processed", 7, "Derived"), ("applications.otherwise_handled", 4, ""),
            ("applications.carried_out", null, "Blank"), ("applications.refused.security_stability", null, "Blank"),
            ("applications.otherwise_handled.fee_overdue", null, "NotOnForm"),
            ("reviews.litigation.total", 4, "Derived"), ("procurement.centralized.amount", 630142300, ""),
            ("actions.other_external.items_previous_year", 1234, "Derived"),
            ("actions.other_external.decisions", 794, ""),
        ];

        Assert.Equal(expected, expected.Select(row => Catalog.Measure(part, row.Indicator) is var m
            ? (row.Indicator, (long?)m.Value, string.Join(' ', m.Conditions))
            : default));
    }

    [Fact]
    public void Every_figure_of_the_samples_is_a_cell_or_an_indicator()
    {
        Assert.Equal(5, Truth.Samples().Count());
        Assert.Empty(Truth.Samples().SelectMany(Unknown));
    }

    [Fact]
    public void No_sample_has_a_problem() => Assert.Empty(Truth.Samples().SelectMany(Problems));

    [OriginalsFact]
    public void The_tables_of_the_corpus_have_only_the_errors_that_were_found_by_hand()
    {
        var errors = Truth.Originals().Where(file => !file.Name.StartsWith("seed", StringComparison.Ordinal))
            .SelectMany(file => Catalog.Check(Truth.Report(file.Content), Breaks.City).Findings
                .Where(finding => finding.Strength == FindingStrength.Error)
                .Select(finding => $"{file.Name} {finding.Id}"));

        Assert.Equal(["007 2021.table4.litigation.direct.sum"], errors);
    }

    [OriginalsFact]
    public void Every_figure_of_every_report_read_by_hand_is_a_cell_or_an_indicator() =>
        Assert.Empty(Truth.Originals().SelectMany(Unknown));

    [OriginalsFact]
    public void No_report_read_by_hand_has_a_problem() => Assert.Empty(Truth.Originals().SelectMany(Problems));

    [OriginalsFact]
    public void The_figures_of_the_samples_are_those_read_by_hand()
    {
        var originals = Truth.Originals().Where(file => file.Name.StartsWith("seed", StringComparison.Ordinal));

        Assert.Equal(
            originals.Select(file => Facts(file.Content)).Order(StringComparer.Ordinal),
            Truth.Samples().Select(file => Facts(file.Content)).Order(StringComparer.Ordinal));
    }

    private static string Facts(JsonElement truth) => JsonSerializer.Serialize(
        new[] { "report_year", "values", "probable", "blank_cells" }.Select(name => truth.GetProperty(name)));

    private static IEnumerable<string> Unknown((string Name, JsonElement Content) file) =>
        file.Content.GetProperty("values").EnumerateObject()
            .Concat(file.Content.TryGetProperty("probable", out var probable) ? probable.EnumerateObject() : [])
            .Where(value => value.Name.Split('.')[0] is not ("narrative" or "components")
                && Indicator(value.Name) is null)
            .Select(value => $"{file.Name} {value.Name}");

    private static IEnumerable<string> Problems((string Name, JsonElement Content) file) =>
        Catalog.Problems(Truth.Report(file.Content)).Select(problem => $"{file.Name} {problem.Path}");

    /// <summary>
    /// The indicator of a truth file's key: a cell's own; <c>series.X@2016</c> is the 2014 form's cell X.
    /// </summary>
    private static Indicator? Indicator(string key)
    {
        var name = key.Split('.', '@') is ["series", ..] ? "f2014." + key["series.".Length..].Split('@')[0] : key;
        var cell = Catalog.Forms.Values.Select(form => form.Cells.GetValueOrDefault(name))
            .FirstOrDefault(found => found is not null);
        return Catalog.Indicator(cell?.Indicator ?? OtherNames.GetValueOrDefault(name, name));
    }
}
