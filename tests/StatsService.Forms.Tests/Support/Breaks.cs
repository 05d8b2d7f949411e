using StatsService.Country;

namespace StatsService.Forms.Tests.Support;

/// <summary>A change to a balanced report on a form that breaks a rule, under the circumstances of an organ.</summary>
internal sealed record Break(string Rule, string Form, CheckContext Context, Func<ReportContent, ReportContent> Change);

/// <summary>For each rule of a form one change that breaks it.</summary>
internal static class Breaks
{
    public static readonly CheckContext City = new(DivisionLevel.Prefecture, OrganKind.Government);
    private static readonly CheckContext County = new(DivisionLevel.County, OrganKind.Government);

    public static readonly IReadOnlyDictionary<string, Break> ByRule =
        new[] { "2019", "2021" }.SelectMany(OfBothForms).Concat(Of2019()).Concat(Of2021()).Concat(Of2014())
            .ToDictionary(item => item.Rule, StringComparer.Ordinal);

    private static IEnumerable<Break> OfBothForms(string form) =>
    [
        new($"{form}.table3.flow", form, City, report => report.Add("applications.carried_out@natural_person", 3)),
        new($"{form}.table3.column", form, City,
            report => report.Add("applications.outcome.disclosed@business_enterprise", 1)),
        new($"{form}.table3.row", form, City, report => report.Add("applications.received_new@total", -2)),
        new($"{form}.table3.other_handling", form, City,
            report => report.Add(FormRows.Out + FormRows.OtherHandling(form)[^1] + "@total", 900)),
        new($"{form}.table4.reviews.sum", form, City, report => report.Add("reviews.pending", 1)),
        new($"{form}.table4.litigation.direct.sum", form, City, report => report.Add("litigation.direct.total", 7)),
        new($"{form}.table4.litigation.after_review.sum", form, City,
            report => report.Add("litigation.after_review.upheld", 2)),
        new($"{form}.table2.regulations", form, County,
            report => report.With($"disclosure.regulations.{(form is "2019" ? "made" : "in_force")}", 6)),
    ];

    private static IEnumerable<Break> Of2019() =>
    [
        new("2019.table2.regulations.newly_published", "2019", City,
            report => report.Add("disclosure.regulations.newly_published", 1)),
        new("2019.table2.normative_documents.newly_published", "2019", City,
            report => report.Add("disclosure.normative_documents.newly_published", 5)),
        new("2019.table2.items", "2019", City, report => report.With("actions.penalty.items_change", -21)),
        new("2019.table2.procurement.unit", "2019", City,
            report => report.With(
                "procurement.centralized.amount_yuan", CellValue.Amount(251000, AmountUnit.Unspecified))),
    ];

    private static IEnumerable<Break> Of2021() =>
    [
        new("2021.fees.overdue", "2021", City, report => report
            .With("applications.outcome.other_handling.fee_overdue@total", 9)
            .State(new StatedFigure(
                "t1", ["fees.information_processing.collected"], CellValue.Amount(0, AmountUnit.Yuan)))),
    ];

    private static IEnumerable<Break> Of2014()
    {
        (string Rule, string Row, long By)[] added =
        [
            ("2014.requests.sum", "requests.channel.fax", 4),
            ("2014.closed.sum", "requests.closed.extended", 1),
            ("2014.replies.sum", "replies.total", 1),
            ("2014.refused.sum", "replies.refused.trade_secret", 2),
            ("2014.reviews.above", "reviews.total", 1),
            ("2014.reviews.below", "reviews.corrected", 1),
            ("2014.litigation.above", "litigation.total", 3),
            ("2014.litigation.below", "litigation.other", 3),
            ("2014.staff.sum", "staff.total", -1),
            ("2014.proactive.normative_documents", "proactive.normative_documents", 200),
            ("2014.response.press_conferences", "response.press_conferences_principal", 200),
            ("2014.response.online_interviews", "response.online_interviews_principal", 200),
        ];
        return
        [
            .. added.Select(item => new Break(item.Rule, "2014", City, Adding("f2014." + item.Row, item.By))),
            .. new[] { "staff.special_funds", "fees.request_charges" }.Select(row =>
                new Break($"2014.{row}.unit", "2014", City,
                    Setting("f2014." + row, CellValue.Amount(72505, AmountUnit.Unspecified)))),
            new("2014-beijing.key_areas.sum", "2014-beijing", City, Adding("f2014.proactive.key_areas.audit", 12)),
        ];
    }

    private static Func<ReportContent, ReportContent> Adding(string code, long count) => report =>
        report.Add(code, count);

    private static Func<ReportContent, ReportContent> Setting(string code, CellValue value) => report =>
        report.With(code, value);
}
