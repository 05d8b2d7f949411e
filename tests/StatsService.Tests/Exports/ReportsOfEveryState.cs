using Ogi.Stats.V1;

namespace StatsService.Tests.Exports;

/// <summary>A report with cells of every kind, and texts that are hard to export.</summary>
internal static class ReportsOfEveryState
{
    public const string Uncertain = "disclosure.normative_documents.in_force";

    /// <summary>As its cells are exported: cell, state, value, unit, yuan, printed, alternatives.</summary>
    public static readonly string[] Cells =
    [
        "disclosure.regulations.issued VALUE 12 件 - 12件 -",
        "disclosure.regulations.repealed ZERO 0 件 - - -",
        "disclosure.regulations.in_force BLANK - 件 - - -",
        "disclosure.normative_documents.issued NOT_APPLICABLE - 件 - - -",
        "disclosure.normative_documents.repealed UNREADABLE - 件 - =1+1 -",
        "disclosure.normative_documents.in_force UNCERTAIN - 件 - - 3|8|BLANK",
        "actions.licensing.decisions VALUE 1000000000000 件 - - -",
        "actions.penalty.decisions NOT_PRINTED - 件 - - -",
        "actions.coercion.decisions NOT_PRINTED - 件 - - -",
        "fees.administrative.amount_10k_yuan VALUE 63014.23 TEN_THOUSAND_YUAN 630142300 63014.23万元 -",
        "t1 VALUE 7 - - - -",
        "t2 UNCERTAIN - - - - 5|6",
    ];

    public static Report Of(string organ, string key = "2021-region") => new()
    {
        Name = $"{organ}/reports/{key}",
        Title = "测试报告",
        Tables =
        {
            new ReportTable
            {
                Table = "table2",
                Form = "forms/2021",
                SectionScopes = { new SectionScope { Section = "table2.item5", Scope = Scope.Level } },
                Cells =
                {
                    ["disclosure.regulations.issued"] = new() { Count = 12, Printed = "12件" },
                    ["disclosure.regulations.repealed"] = new() { Count = 0 },
                    ["disclosure.regulations.in_force"] = new() { Gap = CellGap.Blank },
                    ["disclosure.normative_documents.issued"] =
                        new() { Gap = CellGap.NotApplicable, Printed = "-" },
                    ["disclosure.normative_documents.repealed"] =
                        new() { Gap = CellGap.Unreadable, Printed = "=1+1" },
                    [Uncertain] = new()
                    {
                        Gap = CellGap.Uncertain,
                        Alternatives =
                        {
                            new Alternative { Count = 3 }, new Alternative { Count = 8 },
                            new Alternative { Gap = CellGap.Blank },
                        },
                    },
                    ["actions.licensing.decisions"] = new() { Count = 1_000_000_000_000 },
                    ["fees.administrative.amount_10k_yuan"] = new()
                    {
                        Amount = new() { Value = "63014.23", Unit = AmountUnit.TenThousandYuan },
                        Printed = "63014.23万元",
                    },
                },
            },
        },
        StatedFigures =
        {
            new StatedFigure
            {
                Id = "t1", Indicators = { "applications.received" }, Value = new() { Count = 7 }, Year = 2020,
                Sentence = "+ “去年”收到7件,\n其中_x0041_",
            },
            new StatedFigure
            {
                Id = "t2", Indicators = { "applications.granted" },
                Value = new()
                {
                    Gap = CellGap.Uncertain,
                    Alternatives = { new Alternative { Count = 5 }, new Alternative { Count = 6 } },
                },
            },
        },
    };
}
