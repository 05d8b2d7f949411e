using System.Text.Json;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>The reports of <c>shared/</c>; where that folder is missing, there is nothing to look at.</summary>
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
        if (Truth.Find("seed_004") is not { } truth)
        {
            return;
        }

        var result = Catalog.Check(Truth.Report(truth, "2014-beijing"), Breaks.City);

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
        if (Truth.Find("seed_001") is not { } truth)
        {
            return;
        }

        var report = truth.GetProperty("probable").EnumerateObject()
            .Aggregate(Truth.Report(truth, "2019"),
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
        if (Truth.Find("seed_001") is not { } truth)
        {
            return;
        }

        var part = Assert.Single(Catalog.Parts(Truth.Report(truth, "2019")));
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
    public void The_tables_of_the_corpus_have_only_the_errors_that_were_found_by_hand()
    {
        string[] known = ["007 2021.table4.litigation.direct.sum"];

        var errors = Tables().SelectMany(table => Catalog.Check(table.Report, Breaks.City).Findings
            .Where(finding => finding.Strength == FindingStrength.Error)
            .Select(finding => $"{table.Name} {finding.Id}"));

        var inCorpus = errors.Where(error => !error.StartsWith("seed", StringComparison.Ordinal));
        Assert.Equal(Tables().Any() ? known : [], inCorpus);
    }

    [Fact]
    public void Every_figure_of_every_report_read_by_hand_is_a_cell_or_an_indicator() => Assert.Empty(
        Truth.All().SelectMany(file => file.Content.GetProperty("values").EnumerateObject()
            .Concat(file.Content.TryGetProperty("probable", out var probable) ? probable.EnumerateObject() : [])
            .Where(value => value.Name.Split('.')[0] is not ("narrative" or "components")
                && Indicator(value.Name) is null)
            .Select(value => $"{file.Name} {value.Name}")));

    [Fact]
    public void No_report_read_by_hand_has_a_problem() =>
        Assert.Empty(Tables()
            .SelectMany(table => Catalog.Problems(table.Report).Select(problem => $"{table.Name} {problem.Path}")));

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

    private static IEnumerable<(string Name, ReportContent Report)> Tables() => Truth.All()
        .Select(file => (file.Name, Form: Form(file.Name, file.Content.GetProperty("form")), file.Content))
        .Select(file => (file.Name, Truth.Report(file.Content, file.Form)));

    private static string Form(string name, JsonElement form) =>
        name is "seed_004" ? "2014-beijing" : form.ToString() is "fujian_provincial" ? "fujian" : form.ToString();
}
