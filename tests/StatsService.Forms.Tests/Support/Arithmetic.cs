using static StatsService.Forms.Tests.Support.Dictionary;

namespace StatsService.Forms.Tests.Support;

/// <summary>
/// The rules a second time, as plain arithmetic on a report whose cells all have numbers: which instances are broken.
/// It shares nothing with the expressions in <c>rules.json</c>.
/// </summary>
internal static class Arithmetic
{
    public static IReadOnlyList<string> Broken(ReportContent report, CheckContext context) =>
        [.. report.Tables.SelectMany(table => InTable(table, report, context)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> InTable(ReportTable table, ReportContent report, CheckContext context)
    {
        var year = table.Form[..4];
        return (year, table.Table) switch
        {
            ("2014", _) => Form2014(table),
            ("2019", "table2") => Regulations("2019", table, context, "made", "newly_published", "published_total")
                .Concat(Table2Of2019(table)),
            (_, "table2") => Regulations("2021", table, context, "issued", "repealed", "in_force"),
            (_, "table3") => Table3(year, table).Concat(Fees(year, table, report)),
            _ => Table4(year, table),
        };
    }

    private static IEnumerable<string> Table3(string year, ReportTable table)
    {
        decimal At(string row, string column) => table[$"{row}@{column}"].Value;
        foreach (var column in Columns)
        {
            var total = At(Out + "total", column);
            if (At("applications.received_new", column) + At("applications.carried_in", column) != total
                + At("applications.carried_out", column))
            {
                yield return $"{year}.table3.flow@{column}";
            }

            if (total != Outcomes(year).Sum(outcome => At(Out + outcome, column)))
            {
                yield return $"{year}.table3.column@{column}";
            }
        }

        foreach (var row in Table3Rows(year)
            .Where(row => At(row, "total") != Applicants.Sum(applicant => At(row, applicant))))
        {
            yield return $"{year}.table3.row@{row}";
        }

        if (5 * OtherHandling(year).Sum(row => At(Out + row, "total")) > At(Out + "total", "total"))
        {
            yield return $"{year}.table3.other_handling";
        }
    }

    private static IEnumerable<string> Table4(string year, ReportTable table) => ReviewKinds
        .Where(kind => table[$"{kind}.total"].Value != ReviewResults.Sum(result => table[$"{kind}.{result}"].Value))
        .Select(kind => $"{year}.table4.{kind}.sum");

    private static IEnumerable<string> Regulations(
        string year, ReportTable table, CheckContext context, params string[] columns)
    {
        var mayMake = context.DivisionLevel switch
        {
            DivisionLevel.Nation => true,
            DivisionLevel.Province or DivisionLevel.Prefecture => context.OrganKind
                is OrganKind.Government or OrganKind.GeneralOffice or OrganKind.Township,
            _ => false,
        };
        return !mayMake && columns.Any(column => table[$"disclosure.regulations.{column}"].Value > 0)
            ? [$"{year}.table2.regulations"]
            : [];
    }

    private static IEnumerable<string> Table2Of2019(ReportTable table)
    {
        foreach (var documents in new[] { "regulations", "normative_documents" })
        {
            if (table[$"disclosure.{documents}.newly_published"].Value > table[$"disclosure.{documents}.made"].Value)
            {
                yield return $"2019.table2.{documents}.newly_published";
            }
        }

        foreach (var row in new[] { "actions.licensing", "actions.other_external", "actions.penalty",
            "actions.coercion", "fees.administrative" })
        {
            if (-table[$"{row}.items_change"].Value > table[$"{row}.items_prev_year"].Value)
            {
                yield return $"2019.table2.items@{row}";
            }
        }

        if (table["procurement.centralized.amount_yuan"] is { Value: > 0, Unit: AmountUnit.Unspecified })
        {
            yield return "2019.table2.procurement.unit";
        }
    }

    private static IEnumerable<string> Fees(string year, ReportTable table, ReportContent report) =>
        year is "2021"
        && table[Out + "other_handling.fee_overdue@total"].Value > 0
        && report.StatedFigures.Any(
            f => f.Indicators[0] is "fees.information_processing.collected" && f.Value.Value == 0)
            ? ["2021.fees.overdue"]
            : [];

    private static IEnumerable<string> Form2014(ReportTable table)
    {
        decimal At(string row) => table["f2014." + row].Value;
        decimal Sum(string prefix, params string[] rows) => rows.Sum(row => At(prefix + row));
        var reviews = Sum("reviews.", "upheld", "corrected", "other");
        var litigation = Sum("litigation.", "upheld_or_dismissed", "corrected", "other");
        (string Id, bool Broken)[] rules =
        [
            ("2014.requests.sum",
                At("requests.received") != Sum("requests.channel.", "in_person", "fax", "network", "letter")),
            ("2014.closed.sum", At("requests.closed.total") != Sum("requests.closed.", "on_time", "extended")),
            ("2014.replies.sum", At("replies.total") != Sum("replies.", ReplyKinds)),
            ("2014.refused.sum", At("replies.refused.total") != Sum("replies.refused.", RefusalReasons)),
            ("2014.reviews.above", At("reviews.total") > reviews),
            ("2014.reviews.below", At("reviews.total") < reviews),
            ("2014.litigation.above", At("litigation.total") > litigation),
            ("2014.litigation.below", At("litigation.total") < litigation),
            ("2014.staff.sum", At("staff.total") != Sum("staff.", "full_time", "part_time")),
            ("2014.proactive.normative_documents", At("proactive.normative_documents") > At("proactive.total")),
            ("2014.response.press_conferences",
                At("response.press_conferences_principal") > At("response.press_conferences")),
            ("2014.response.online_interviews",
                At("response.online_interviews_principal") > At("response.online_interviews")),
            ("2014.staff.special_funds.unit", LacksUnit("staff.special_funds")),
            ("2014.fees.request_charges.unit", LacksUnit("fees.request_charges")),
            ("2014-beijing.key_areas.sum", table.Form is "2014-beijing"
                && At("proactive.key_areas.total") != Sum("proactive.key_areas.", KeyAreas)),
        ];
        return rules.Where(rule => rule.Broken).Select(rule => rule.Id);

        bool LacksUnit(string row) => table["f2014." + row] is { Value: > 0, Unit: AmountUnit.Unspecified };
    }
}
