using StatsService.Forms;

namespace StatsService.Country;

/// <summary>What is done to a report so that a rule is broken.</summary>
internal delegate ReportContent Change(ReportContent report, Dice dice);

/// <summary>
/// One error that a report shows alone: a rule is chosen, and one cell changed so that it is broken. What else that
/// breaks is told by <see cref="KnownRules"/>.
/// </summary>
internal static class Spoiling
{
    private static readonly string[] ItemRows =
        ["actions.licensing", "actions.other_external", "actions.penalty", "actions.coercion", "fees.administrative"];

    private static readonly string[] DocumentRows = ["regulations", "normative_documents"];
    private static readonly string[] AmountRows2014 = ["staff.special_funds", "fees.request_charges"];

    /// <summary>The rules that a change of a cell can break, and the change.</summary>
    private static readonly Dictionary<string, Change> Errors = new[]
    {
        OfBothForms("2019"), OfBothForms("2021"), Of2019(), Of2021(), Of2014(),
    }.SelectMany(errors => errors).ToDictionary(error => error.Rule, error => error.Change, StringComparer.Ordinal);

    private static readonly Dictionary<string, string[]> RulesOf = FormCatalog.Default.Forms.Values.SelectMany(
        form => form.Tables.Select(table => (form, table))).ToDictionary(
            both => $"{both.form.Id}/{both.table.Id}",
            both => Errors.Keys.Where(rule => both.form.Rules.Any(r => r.Id == rule)
                && IsOfTable(rule, both.table.Id)).Order(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

    /// <summary>The rules that this can break.</summary>
    public static IEnumerable<string> Rules => Errors.Keys;

    /// <summary>Null where the rule that was drawn cannot be broken by this organ.</summary>
    public static (ReportContent Content, string Rule)? Spoil(ReportContent whole, CheckContext organ, Dice dice)
    {
        var rules = whole.Tables.SelectMany(table => RulesOf[$"{table.Form}/{table.Table}"]).ToList();
        if (rules.Count == 0)
        {
            return null;
        }

        var rule = rules[dice.Roll(0, rules.Count - 1)];
        foreach (var report in new[] { whole, whole.WithZeros() })
        {
            var content = Errors[rule](report, dice);
            if (KnownRules.Broken(content, organ).Any(id => id.Split('@')[0] == rule))
            {
                return (content, rule);
            }
        }

        return null;
    }

    private static bool IsOfTable(string rule, string table) =>
        table == "table1" || rule.Contains($".{table}.", StringComparison.Ordinal)
        || (table == "table3" && rule == "2021.fees.overdue");

    private static IEnumerable<(string Rule, Change Change)> OfBothForms(string form) =>
    [
        ($"{form}.table3.flow", (report, dice) => Nudge(
            report, $"applications.carried_{(dice.Is(0.5) ? "out" : "in")}@{Any(dice, FormRows.Columns)}", dice)),
        ($"{form}.table3.column", (report, dice) => Nudge(
            report, $"{FormRows.Out}{Any(dice, FormRows.Outcomes(form))}@{Any(dice, FormRows.Columns)}", dice)),
        ($"{form}.table3.row", (report, dice) => Nudge(
            report, $"{Any(dice, FormRows.Table3Rows(form))}@{Any(dice, FormRows.Columns)}", dice)),
        ($"{form}.table3.other_handling", (report, dice) => report.Add(
            $"{FormRows.Out}{Any(dice, FormRows.OtherHandling(form))}@total",
            By(dice) + (long)report.Cell(FormRows.Out + "total@total").Value)),
        .. FormRows.ReviewKinds.Select(kind => (
            $"{form}.table4.{kind}.sum",
            (Change)((report, dice) =>
                Nudge(report, $"{kind}.{Any(dice, [.. FormRows.ReviewResults, "total"])}", dice)))),
        ($"{form}.table2.regulations", (report, dice) => report.Add(
            $"disclosure.regulations.{(form is "2019" ? "made" : "in_force")}", By(dice))),
    ];

    private static IEnumerable<(string Rule, Change Change)> Of2019() =>
    [
        .. DocumentRows.Select(row => (
            $"2019.table2.{row}.newly_published",
            (Change)((report, dice) =>
                report.Add($"disclosure.{row}.newly_published", By(dice))))),
        ("2019.table2.items", (report, dice) =>
        {
            var row = Any(dice, ItemRows);
            var dropped = (long)report.Cell($"{row}.items_prev_year").Value + By(dice);
            return report.With($"{row}.items_change", CellValue.Count(-dropped));
        }),
        ("2019.table2.procurement.unit",
            (report, dice) => WithoutUnit(report, "procurement.centralized.amount_yuan", dice)),
    ];

    private static IEnumerable<(string Rule, Change Change)> Of2021() =>
    [
        ("2021.fees.overdue", (report, dice) => report
            .Add(FormRows.Out + "other_handling.fee_overdue@total", By(dice)) with
            {
                StatedFigures =
                [
                    .. report.StatedFigures.Where(figure => figure.Id != "t2"),
                    new("t2", ["fees.information_processing.collected"], CellValue.Amount(0, AmountUnit.Yuan)),
                ],
            }),
    ];

    private static IEnumerable<(string Rule, Change Change)> Of2014() =>
    [
        Equal("2014.requests.sum", "requests.received", "requests.channel.fax", "requests.channel.letter"),
        Equal("2014.closed.sum", "requests.closed.total", "requests.closed.on_time", "requests.closed.extended"),
        Equal("2014.replies.sum", "replies.total", "replies.agreed", "replies.not_exist"),
        Equal("2014.refused.sum", "replies.refused.total", "replies.refused.trade_secret"),
        Add("2014.reviews.above", "reviews.total"),
        Add("2014.reviews.below", "reviews.corrected", "reviews.upheld", "reviews.other"),
        Add("2014.litigation.above", "litigation.total"),
        Add("2014.litigation.below", "litigation.corrected", "litigation.upheld_or_dismissed", "litigation.other"),
        Equal("2014.staff.sum", "staff.total", "staff.full_time", "staff.part_time"),
        More("2014.proactive.normative_documents", "proactive.normative_documents", "proactive.total"),
        More("2014.response.press_conferences", "response.press_conferences_principal", "response.press_conferences"),
        More("2014.response.online_interviews", "response.online_interviews_principal", "response.online_interviews"),
        .. AmountRows2014.Select(row => (
            $"2014.{row}.unit",
            (Change)((report, dice) => WithoutUnit(report, "f2014." + row, dice)))),
        Equal("2014-beijing.key_areas.sum", "proactive.key_areas.audit", "proactive.key_areas.total"),
    ];

    private static (string Rule, Change Change) Equal(string rule, params string[] rows) =>
        (rule, (report, dice) => Nudge(report, "f2014." + Any(dice, rows), dice));

    private static (string Rule, Change Change) Add(string rule, params string[] rows) =>
        (rule, (report, dice) => report.Add("f2014." + Any(dice, rows), By(dice)));

    private static (string Rule, Change Change) More(string rule, string row, string than) =>
        (rule, (report, dice) => report.With(
            "f2014." + row, CellValue.Count((long)report.Cell("f2014." + than).Value + By(dice))));

    private static ReportContent WithoutUnit(ReportContent report, string code, Dice dice) =>
        report.With(code, CellValue.Amount(By(dice) * 1000, AmountUnit.Unspecified));

    /// <summary>Up or, where the cell has enough, down.</summary>
    private static ReportContent Nudge(ReportContent report, string code, Dice dice)
    {
        var by = By(dice);
        return report.Add(code, report.Cell(code).Value >= by && dice.Is(0.5) ? -by : by);
    }

    private static long By(Dice dice) => dice.Is(0.5) ? 1 : dice.Roll(2, 30);

    private static string Any(Dice dice, string[] of) => of[dice.Roll(0, of.Length - 1)];
}
