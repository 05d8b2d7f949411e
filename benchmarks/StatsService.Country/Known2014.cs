using StatsService.Forms;
using static StatsService.Country.FormRows;

namespace StatsService.Country;

/// <summary>The rules of the table of 2014, as plain arithmetic.</summary>
internal static class Known2014
{
    public static IEnumerable<string> Broken(ReportTable table)
    {
        Total At(string row) => Total.Of(table, "f2014." + row);
        Total Sum(string prefix, params string[] rows) => Total.Of(table, rows.Select(row => "f2014." + prefix + row));
        var reviews = Sum("reviews.", "upheld", "corrected", "other");
        var litigation = Sum("litigation.", "upheld_or_dismissed", "corrected", "other");
        (string Id, bool Broken)[] rules =
        [
            ("2014.requests.sum", At("requests.received")
                .CannotEqual(Sum("requests.channel.", "in_person", "fax", "network", "letter"))),
            ("2014.closed.sum", At("requests.closed.total")
                .CannotEqual(Sum("requests.closed.", "on_time", "extended"))),
            ("2014.replies.sum", At("replies.total").CannotEqual(Sum("replies.", ReplyKinds))),
            ("2014.refused.sum", At("replies.refused.total").CannotEqual(Sum("replies.refused.", RefusalReasons))),
            ("2014.reviews.above", At("reviews.total").IsAbove(reviews)),
            ("2014.reviews.below", reviews.IsAbove(At("reviews.total"))),
            ("2014.litigation.above", At("litigation.total").IsAbove(litigation)),
            ("2014.litigation.below", litigation.IsAbove(At("litigation.total"))),
            ("2014.staff.sum", At("staff.total").CannotEqual(Sum("staff.", "full_time", "part_time"))),
            ("2014.proactive.normative_documents",
                At("proactive.normative_documents").IsAbove(At("proactive.total"))),
            ("2014.response.press_conferences",
                At("response.press_conferences_principal").IsAbove(At("response.press_conferences"))),
            ("2014.response.online_interviews",
                At("response.online_interviews_principal").IsAbove(At("response.online_interviews"))),
            ("2014.staff.special_funds.unit", LacksUnit("staff.special_funds")),
            ("2014.fees.request_charges.unit", LacksUnit("fees.request_charges")),
            ("2014-beijing.key_areas.sum", table.Form is "2014-beijing"
                && At("proactive.key_areas.total").CannotEqual(Sum("proactive.key_areas.", KeyAreas))),
        ];
        return rules.Where(rule => rule.Broken).Select(rule => rule.Id);

        bool LacksUnit(string row) => table["f2014." + row] is { Value: > 0, Unit: AmountUnit.Unspecified };
    }
}
