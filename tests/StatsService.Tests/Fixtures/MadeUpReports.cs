using Ogi.Stats.V1;

namespace StatsService.Tests.Fixtures;

/// <summary>Reports of a few made-up cells, for tests of what becomes of figures.</summary>
internal static class MadeUpReports
{
    private static readonly string[] Actions = ["licensing", "penalty", "coercion"];

    /// <param name="key">The year and scope, as in <c>2021-region</c>.</param>
    public static Report Of(string organ, string key, params ReportTable[] tables) => new()
    {
        Name = $"{organ}/reports/{key}",
        Title = "测试报告",
        Tables = { tables },
    };

    /// <summary>A table that prints these cells and leaves the others blank.</summary>
    public static ReportTable Table(string table, string form, params (string Cell, long Count)[] cells)
    {
        var wire = new ReportTable { Table = table, Form = "forms/" + form, Unlisted = CellGap.Blank };
        foreach (var (cell, count) in cells)
        {
            wire.Cells[cell] = new() { Count = count };
        }

        return wire;
    }

    /// <summary>Table 3 with applications received, and all granted.</summary>
    public static ReportTable Applications(string form, long received) => Table(
        "table3", form,
        ("applications.received_new@total", received),
        ("applications.outcome.disclosed@total", received),
        ("applications.outcome.total@total", received));

    /// <summary>The rows of the 2014 form on applications.</summary>
    public static ReportTable Replies(long received) => Table(
        "table1", "2014",
        ("f2014.requests.received", received), ("f2014.replies.total", received), ("f2014.replies.agreed", received));

    /// <summary>Table 2 with so many decisions of each kind of action.</summary>
    public static ReportTable Decisions(string form, long count) => Table(
        "table2", form, [.. Actions.Select(action => ($"actions.{action}.decisions", count))]);

    /// <summary>
    /// Two tables with so many numbers that a copy of them can be told: applications received, the first, and others.
    /// </summary>
    public static ReportTable[] Telling(long first)
    {
        string[] kinds = ["regulations", "normative_documents"];
        string[] counts = ["issued", "repealed", "in_force"];
        var disclosed = from kind in kinds from count in counts select $"disclosure.{kind}.{count}";
        var cells = disclosed.Concat(Actions.Select(action => $"actions.{action}.decisions"));
        string[] rows = ["received_new", "outcome.disclosed", "outcome.total"];
        return
        [
            Table("table2", "2021", [.. cells.Select((cell, i) => (cell, first + i))]),
            Table("table3", "2021",
            [
                .. from row in rows
                   from column in new[] { "natural_person", "total" }
                   select ($"applications.{row}@{column}", first),
            ]),
        ];
    }

    public static StatedFigure Stated(string id, string indicator, long count) => new()
    {
        Id = id,
        Indicators = { indicator },
        Value = new() { Count = count },
    };
}
