using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>What the dictionary says on comparing the forms, line by line.</summary>
public sealed class Crosswalks
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    [Theory]
    [InlineData("applications.received", Comparability.Exact, "requests.received")]
    [InlineData("applications.granted", Comparability.Near, "replies.already_disclosed replies.agreed")]
    [InlineData("applications.partially_granted", Comparability.Exact, "replies.partially_agreed")]
    [InlineData("applications.refused.state_secret", Comparability.Exact, "replies.refused.state_secret")]
    [InlineData("applications.refused.third_party_rights", Comparability.Near,
        "replies.refused.trade_secret replies.refused.personal_privacy")]
    [InlineData("applications.refused.security_stability", Comparability.Exact, "replies.refused.security_stability")]
    [InlineData("applications.refused_other_statutory", Comparability.Near, "replies.refused.other_statutory")]
    [InlineData("applications.unable_to_provide_without_unclear", Comparability.Near,
        "replies.not_this_organ replies.not_exist")]
    [InlineData("applications.unable_to_provide.still_unclear", Comparability.Break, "replies.amend_supplement")]
    [InlineData("applications.otherwise_handled.correction_overdue", Comparability.Break, "replies.amend_supplement")]
    [InlineData("applications.not_processed.petition_complaint", Comparability.Break, "replies.other_route")]
    [InlineData("applications.refused", Comparability.Break, "replies.refused.total")]
    [InlineData("applications.total", Comparability.Near, "replies.total")]
    [InlineData("reviews.reconsideration.corrected", Comparability.Near, "reviews.corrected")]
    [InlineData("reviews.litigation.upheld", Comparability.Near, "litigation.upheld_or_dismissed")]
    [InlineData("disclosure.normative_documents.issued", Comparability.Near,
        "proactive.normative_documents_made_total")]
    [InlineData("fees.information_processing.collected", Comparability.Break, "fees.request_charges")]
    public void The_2014_form_measures_an_indicator_so(string indicator, Comparability comparability, string rows)
    {
        var measurement = Catalog.Indicators[indicator].Measurements.Single(m => m.Form is "2014");

        Assert.Equal((comparability, rows),
            (measurement.Comparability, string.Join(' ', measurement.Rows.Select(row => row["f2014.".Length..]))));
    }

    [Theory]
    [InlineData("applications.refused.internal_affairs")]
    [InlineData("applications.unable_to_provide")]
    [InlineData("disclosure.normative_documents.newly_published")]
    [InlineData("applications.not_processed.repeated")]
    [InlineData("applications.otherwise_handled.fee_overdue")]
    [InlineData("applications.carried_in")]
    [InlineData("reviews.reconsideration.pending")]
    [InlineData("fees.administrative.amount")]
    public void What_has_no_counterpart_is_not_measured_by_the_2014_form(string indicator) =>
        Assert.DoesNotContain(Catalog.Indicators[indicator].Measurements, measurement => measurement.Form is "2014");

    [Theory]
    [InlineData("disclosure.normative_documents.issued", "2019", Comparability.Near)]
    [InlineData("disclosure.normative_documents.issued", "2021", Comparability.Exact)]
    [InlineData("disclosure.normative_documents.in_force", "2019", Comparability.Break)]
    [InlineData("actions.licensing.decisions", "2019", Comparability.Exact)]
    [InlineData("actions.licensing.decisions", "2021", Comparability.Near)]
    [InlineData("applications.total", "2019", Comparability.Exact)]
    [InlineData("applications.total", "2021", Comparability.Exact)]
    public void The_forms_since_2019_compare_as_listed(string indicator, string form, Comparability comparability) =>
        Assert.Equal(comparability,
            Catalog.Indicators[indicator].Measurements.Single(m => m.Form == form).Comparability);

    [Fact]
    public void Rows_that_2019_and_2021_share_are_exactly_comparable() => Assert.All(
        Catalog.Form("2019")!.Cells.Values.Where(
            cell => cell.Table is "table3" or "table4" && Catalog.Form("2021")!.Cells.ContainsKey(cell.Code)),
        cell => Assert.Equal(
            [Comparability.Exact, Comparability.Exact],
            Catalog.Indicators[cell.Indicator].Measurements.Where(m => m.Form is "2019" or "2021")
                .Select(m => m.Comparability)));

    [Fact]
    public void Whatever_is_not_exact_says_why_in_both_languages() => Assert.All(
        Catalog.Indicators.Values.SelectMany(indicator => indicator.Measurements)
            .Where(m => m.Comparability != Comparability.Exact),
        measurement =>
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", measurement.Note!.Zh);
            Assert.Matches("[a-z]", measurement.Note.En);
        });

    [Fact]
    public void A_break_is_served_under_the_forms_own_indicator_only()
    {
        var part = Catalog.Parts(Sample.Balanced("2014"))[0];

        Assert.Equal([FigureCondition.NotOnForm], Catalog.Measure(part, "applications.refused").Conditions);
        Assert.NotNull(Catalog.Measure(part, "replies.refused").Value);
    }

    [Fact]
    public void Near_figures_are_marked()
    {
        var report = Sample.Balanced("2014");
        var measured = Catalog.Measure(Catalog.Parts(report)[0], "applications.granted");

        Assert.Equal([FigureCondition.Near], measured.Conditions);
        Assert.Equal(report.Count("f2014.replies.agreed")
            + report.Count("f2014.replies.already_disclosed"), measured.Value);
    }

    [Fact]
    public void Every_cell_measures_an_indicator_by_itself() => Assert.All(
        Catalog.Forms.Values.SelectMany(form => form.Cells.Values.Select(cell => (form, cell))),
        item => Assert.Contains(
            Catalog.Measurement(Catalog.Indicators[item.cell.Indicator], item.form)!.Rows,
            row => row == item.cell.Code || row == item.cell.Row));

    [Fact]
    public void Provincial_figures_are_extensions_and_nothing_else_is() => Assert.Equal(
        Catalog.Indicators.Keys.Where(
            name => name.Split('.') is ["fj" or "hubei", ..] or ["proactive", "key_areas", ..]),
        Catalog.Indicators.Values.Where(indicator => indicator.Extension).Select(indicator => indicator.Name));

    [Fact]
    public void Distinct_counts_are_not_added_over_organs() => Assert.Equal(
        ["proactive.key_areas.total", "proactive.total", "response.hot_topics"],
        Catalog.Indicators.Values.Where(indicator => !indicator.Additive).Select(indicator => indicator.Name));

    [Fact]
    public void Applicants_are_asked_for_in_table_3_and_what_is_summed_from_it() => Assert.Equal(
        Catalog.Indicators.Keys.Where(name => name.StartsWith("applications.", StringComparison.Ordinal)),
        Catalog.Indicators.Values.Where(indicator => indicator.ByApplicant).Select(indicator => indicator.Name));

    [Theory]
    [InlineData("replies.refused.state_secret", "申请答复数：不同意公开答复数：涉及国家秘密", "Replies: Refused: state secret", "件",
        CellType.Count)]
    [InlineData("fees.administrative.amount", "行政事业性收费：本年收费金额", "Administrative fees: amount collected", "元",
        CellType.Amount)]
    [InlineData("fj.proactive.website.cumulative", "主动公开信息数：网站公开：历年累计", "Information disclosed: By website: all years",
        "条", CellType.Count)]
    [InlineData("applications.refused", "不予公开", "Refused", "件", CellType.Count)]
    public void An_indicator_has_a_title_a_unit_and_a_type(
        string name, string zh, string en, string unit, CellType type)
    {
        var indicator = Catalog.Indicators[name];

        Assert.Equal((new LocalizedText(zh, en), unit, type), (indicator.Title, indicator.Unit, indicator.Type));
    }
}
