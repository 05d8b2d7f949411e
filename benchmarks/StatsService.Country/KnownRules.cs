using StatsService.Forms;
using static StatsService.Country.FormRows;

namespace StatsService.Country;

/// <summary>
/// The rules a second time, as plain arithmetic: the findings that a report must have. It shares nothing with the
/// expressions in <c>rules.json</c> or with what reads them.
/// </summary>
public static class KnownRules
{
    /// <summary>The ids of the findings, by name.</summary>
    public static IReadOnlyList<string> Broken(ReportContent report, CheckContext organ) =>
    [
        .. report.Tables.SelectMany(table => InTable(table, report, organ)).Concat(KnownText.Broken(report))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> InTable(ReportTable table, ReportContent report, CheckContext organ)
    {
        var form = table.Form[..4];
        return (form, table.Table) switch
        {
            ("2014", _) => Known2014.Broken(table),
            ("fuji", _) => [], // its one rule is over two years
            ("2019", "table2") => Regulations("2019", table, organ, "made", "newly_published", "published_total")
                .Concat(Table2Of2019(table)),
            (_, "table2") => Regulations("2021", table, organ, "issued", "repealed", "in_force"),
            (_, "table3") => Table3(form, table).Concat(Fees(form, table, report)),
            _ => Table4(form, table),
        };
    }

    private static IEnumerable<string> Table3(string form, ReportTable table)
    {
        Total At(string row, string column) => Total.Of(table, $"{row}@{column}");
        foreach (var column in Columns)
        {
            var total = At(Out + "total", column);
            if ((At("applications.received_new", column) + At("applications.carried_in", column)).CannotEqual(
                total + At("applications.carried_out", column)))
            {
                yield return $"{form}.table3.flow@{column}";
            }

            if (total.CannotEqual(Total.Of(table, Outcomes(form).Select(outcome => $"{Out}{outcome}@{column}"))))
            {
                yield return $"{form}.table3.column@{column}";
            }
        }

        foreach (var row in Table3Rows(form).Where(row => At(row, "total").CannotEqual(
            Total.Of(table, Applicants.Select(applicant => $"{row}@{applicant}")))))
        {
            yield return $"{form}.table3.row@{row}";
        }

        if (Total.Of(table, OtherHandling(form).Select(row => $"{Out}{row}@total")).Times(5)
            .IsAbove(At(Out + "total", "total")))
        {
            yield return $"{form}.table3.other_handling";
        }
    }

    private static IEnumerable<string> Table4(string form, ReportTable table) => ReviewKinds
        .Where(kind => Total.Of(table, $"{kind}.total").CannotEqual(
            Total.Of(table, ReviewResults.Select(result => $"{kind}.{result}"))))
        .Select(kind => $"{form}.table4.{kind}.sum");

    private static IEnumerable<string> Regulations(
        string form, ReportTable table, CheckContext organ, params string[] columns)
    {
        var mayMake = organ.DivisionLevel switch
        {
            DivisionLevel.Nation => true,
            DivisionLevel.Province or DivisionLevel.Prefecture => organ.OrganKind
                is OrganKind.Government or OrganKind.GeneralOffice or OrganKind.Township,
            _ => false,
        };
        return !mayMake && columns.Any(column => table[$"disclosure.regulations.{column}"].Value > 0)
            ? [$"{form}.table2.regulations"]
            : [];
    }

    /// <summary>Plausible only: where a cell has no number nothing is said.</summary>
    private static IEnumerable<string> Table2Of2019(ReportTable table)
    {
        foreach (var documents in new[] { "regulations", "normative_documents" })
        {
            var published = table[$"disclosure.{documents}.newly_published"];
            var made = table[$"disclosure.{documents}.made"];
            if (published.HasNumber && made.HasNumber && published.Value > made.Value)
            {
                yield return $"2019.table2.{documents}.newly_published";
            }
        }

        foreach (var row in new[] { "actions.licensing", "actions.other_external", "actions.penalty",
            "actions.coercion", "fees.administrative" })
        {
            var (change, before) = (table[$"{row}.items_change"], table[$"{row}.items_prev_year"]);
            if (change.HasNumber && before.HasNumber && -change.Value > before.Value)
            {
                yield return $"2019.table2.items@{row}";
            }
        }

        if (table["procurement.centralized.amount_yuan"] is { Value: > 0, Unit: AmountUnit.Unspecified })
        {
            yield return "2019.table2.procurement.unit";
        }
    }

    private static IEnumerable<string> Fees(string form, ReportTable table, ReportContent report) =>
        form is "2021"
        && table[Out + "other_handling.fee_overdue@total"].Value > 0
        && report.StatedFigures.Any(
            f => f.Indicators[0] is "fees.information_processing.collected" && f.Value.Value == 0)
            ? ["2021.fees.overdue"]
            : [];
}
