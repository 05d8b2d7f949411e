using StatsService.Forms.Tests.Support;
using static StatsService.Forms.Tests.Support.TwoYears;

namespace StatsService.Forms.Tests;

/// <summary>What corresponds to a cell in the year before, and what a finding over two years says.</summary>
public sealed class YearsOnOtherForms
{
    private const string Received = "applications.received_new@total";
    private const string Licensing = "actions.licensing.decisions";

    [Theory]
    [InlineData("2019", "2021")]
    [InlineData("2021", "2019")]
    public void Rows_of_the_same_code_are_compared_over_forms(string before, string now)
    {
        var check = Check(
            $"{now}.table3.carried@total",
            Table(before, ("applications.carried_out@total", 3)), Table(now, ("applications.carried_in@total", 5)));

        Assert.Equal(YearsOutcome.Broken, check!.Outcome);
    }

    [Fact]
    public void A_row_of_another_code_is_compared_where_both_measure_the_same()
    {
        var check = Check(
            "years.count.rise@" + Received,
            Table("2014", ("f2014.requests.received", 7)),
            Table("2019", (Received, 70)));

        Assert.Equal(["applications.received_new@total", "f2014.requests.received"],
            check!.Cells.Select(cell => cell.Cell));
    }

    [Fact]
    public void A_row_that_the_forms_measure_only_nearly_alike_is_not_compared()
    {
        Assert.Empty(Check(Table("2019", (Licensing, 1)), Table("2021", (Licensing, 900))));
        Assert.NotEmpty(Check(Table("2021", (Licensing, 1)), Table("2021", (Licensing, 900))));
    }

    [Fact]
    public void The_form_of_2014_has_nothing_that_is_carried_over() =>
        Assert.DoesNotContain(
            Check(Table("2014", ("f2014.requests.received", 7)), Table("2019", ("applications.carried_in@total", 5))),
            check => check.Rule.Id == "2019.table3.carried");

    [Fact]
    public void Documents_ever_published_are_not_documents_in_force() => Assert.Empty(Check(
        Table("2019", ("disclosure.normative_documents.published_total", 470)),
        Table("2021", ("disclosure.normative_documents.in_force", 31))));

    [Fact]
    public void A_local_form_is_compared_with_the_form_that_it_extends() => Assert.Equal(
        YearsOutcome.Broken,
        Check(
            "2019.table3.carried@total",
            Table("2019-hubei", ("applications.carried_out@total", 3)),
            Table("2019", ("applications.carried_in@total", 5)))!.Outcome);

    [Fact]
    public void A_section_of_another_scope_is_not_compared()
    {
        var before = Table("2021", (Licensing, 1)) with
        {
            SectionScopes = [new SectionScope("table2.item5", Scope.Level)],
        };
        var now = Part(2023, Table("2021", (Licensing, 900)));

        Assert.Empty(FormCatalog.Default.CheckYears(Part(2022, before), now));
    }

    [Fact]
    public void A_finding_names_both_years_in_both_languages()
    {
        var finding = Carried(3, 5).Finding!;

        Assert.Equal("“总计”列：2023年度上年结转5件，2022年度结转下年度3件，相差2件。", finding.Message.Zh);
        Assert.Equal("Total: 2023 carries 5 in, 2022 carried 3 out: a difference of 2.", finding.Message.En);
        Assert.Equal((5, 3, 2), (finding.Left, finding.Right, finding.Difference));
        Assert.Equal("applications.carried_in@total = previous(applications.carried_out@total)", finding.Formula);
        Assert.Equal(FindingStrength.Warning, finding.Strength);
    }

    [Fact]
    public void The_hash_of_a_finding_changes_with_the_values_of_either_year()
    {
        string[] hashes = [.. new[] { Carried(3, 5), Carried(3, 6), Carried(4, 5), Carried(4, 6), Carried(5, 3) }
            .Select(check => check.Finding!.ValuesHash)];

        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(hashes[0], Carried(3, 5).Finding!.ValuesHash);
    }

    [Fact]
    public void Every_message_over_two_years_is_filled_in_and_names_the_years()
    {
        var rules = FormCatalog.Default.Forms.Values.SelectMany(form => form.Rules)
            .Concat(FormCatalog.Default.CommonRules).Where(rule => rule.OverTwoYears).ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule =>
        {
            foreach (var message in new[] { rule.Message.Zh, rule.Message.En })
            {
                Assert.Contains("{year}", message, StringComparison.Ordinal);
                Assert.Contains("{previous_year}", message, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void A_rule_over_two_years_that_claims_to_be_certain_is_not_loaded()
    {
        var files = FormCatalog.EmbeddedFiles()
            .Where(file => file.Path != "Fujian/rules.json")
            .Append(("Fujian/rules.json", new MemoryStream("""
                [ {
                  "id": "fujian.table1.cumulative", "strength": "implied",
                  "expression": "*@cumulative = previous(*@cumulative) + *@year",
                  "text": { "zh": "示例。", "en": "For example." }, "message": { "zh": "示例", "en": "For example" },
                  "source": "Y3: 示例"
                } ]
                """u8.ToArray())));

        Assert.Contains(
            "fujian.table1.cumulative looks at two years",
            Assert.Throws<FormatException>(() => FormCatalog.Load(files)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_over_two_years_find_nothing_in_one_report()
    {
        var ids = FormCatalog.Default.Check(
            Sample.Balanced("2021").With("applications.carried_in@total", CellValue.Blank), Breaks.City);

        Assert.DoesNotContain(ids.NotAssessable, id => id.StartsWith("2021.table3.carried", StringComparison.Ordinal));
    }

    [OriginalsFact]
    public void The_neighbouring_years_of_the_corpus_break_what_was_found_by_hand()
    {
        var reports = Truth.Originals().ToDictionary(file => file.Name, file => Truth.Report(file.Content));

        // 平潭 2011 (zone) and 2012 (county) print the same figures on; 2013 (zone) counts anew, and 72,804 items.
        Assert.Empty(Broken("037", "034"));
        Assert.Equal(
            [
                "fujian.table1.cumulative@fj.proactive.total 76424 76346",
                "fujian.table1.cumulative@fj.requests.received 0 21",
                "years.count.rise@fj.proactive.total@year 72804 10130",
            ],
            Broken("034", "032")
                .Where(text => text.Split('@', ' ')[1] is "fj.proactive.total" or "fj.requests.received")
                .Where(text => !text.Contains("rise@fj.proactive.total@cumulative", StringComparison.Ordinal)));
        Assert.Empty(Broken("027", "020"));

        IEnumerable<string> Broken(string before, string now) => FormCatalog.Default
            .CheckYears(FormCatalog.Default.Parts(reports[before])[0], FormCatalog.Default.Parts(reports[now])[0])
            .Where(check => check.Outcome == YearsOutcome.Broken)
            .Select(check => $"{check.Id} {check.Left:0.###} {check.Right:0.###}");
    }

    private static YearsCheck Carried(long carriedOut, long carriedIn) => Check(
        "2021.table3.carried@total",
        Table("2021", ("applications.carried_out@total", carriedOut)),
        Table("2021", ("applications.carried_in@total", carriedIn)))!;
}
