using Ogi.Stats.V1;
using StatsService.Canonical;
using StatsService.Forms;

namespace StatsService.Cli.Tests.OnTheWire;

/// <summary>What is read from a report and what is given back for it.</summary>
public sealed class FiguresOnTheWire
{
    private const string Fees = "fees.administrative.amount_10k_yuan";

    [Fact]
    public void An_amount_filed_without_a_unit_has_that_which_the_form_prints()
    {
        var given = GivenBack("table2", Fees, new() { Amount = new() { Value = "24252.311082" } }).Amount;

        Assert.Equal(
            ("24252.311082", Ogi.Stats.V1.AmountUnit.TenThousandYuan, "242523110.82"),
            (given.Value, given.Unit, given.Yuan));
    }

    [Fact]
    public void So_have_the_readings_of_an_uncertain_one()
    {
        var uncertain = new Ogi.Stats.V1.CellValue
        {
            Gap = CellGap.Uncertain,
            Alternatives =
            {
                new Alternative { Amount = new() { Value = "7" } },
                new Alternative { Gap = CellGap.Blank },
            },
        };

        var given = GivenBack("table2", Fees, uncertain).Alternatives;

        Assert.Equal("70000", given[0].Amount.Yuan);
        Assert.Equal(CellGap.Blank, given[1].Gap);
    }

    [Fact]
    public void Where_the_form_prints_none_the_amount_has_none()
    {
        const string Procurement = "procurement.centralized.amount_yuan";

        var given = GivenBack("table2", Procurement, new() { Amount = new() { Value = "7" } }, "forms/2019");

        Assert.Equal((Ogi.Stats.V1.AmountUnit.Unspecified, ""), (given.Amount.Unit, given.Amount.Yuan));
    }

    [Fact]
    public void A_cell_that_is_no_amount_is_left_alone()
    {
        Assert.Equal(CellGap.Blank, GivenBack("table2", Fees, new() { Gap = CellGap.Blank }).Gap);
        Assert.Equal(3, GivenBack("table2", "actions.licensing.decisions", new() { Count = 3 }).Count);
    }

    [Theory]
    [InlineData("0.1234567890123456789012345678", true)]
    [InlineData("0.12345678901234567890123456789", false)]
    [InlineData("63014.230000000000000000000000000001", false)]
    [InlineData("1234567890123456789012345678.15", false)]
    public void Digits_that_cannot_be_kept_are_refused_and_not_rounded(string digits, bool kept)
    {
        var problems = new List<ContentProblem>();

        WireValues.Read(new() { Amount = new() { Value = digits } }, "cell", problems);

        Assert.Equal(
            kept ? [] : ["CELL_TYPE_MISMATCH cell.amount.value"],
            problems.Select(problem => $"{problem.Reason} {problem.Path}"));
    }

    [Fact]
    public void The_links_of_a_figure_in_a_sentence_come_back_as_they_were()
    {
        var report = Report();
        report.StatedFigures.Add(new Ogi.Stats.V1.StatedFigure
        {
            Id = "all",
            Indicators = { "indicators/applications.accepted" },
            Value = new() { Count = 182 },
        });
        report.StatedFigures.Add(new Ogi.Stats.V1.StatedFigure
        {
            Id = "t1",
            Indicators = { "indicators/requests.channel.network" },
            Value = new() { Count = 151 },
            ShareOf = "all",
            Percent = "82.97",
            PartOf = "all",
            AtMost = "all",
        });

        Assert.Equal(report.StatedFigures, GivenBack(report).StatedFigures);
    }

    private static Report Report() => new() { Name = "organs/110000/reports/2021-region" };

    private static Ogi.Stats.V1.CellValue GivenBack(
        string table, string cell, Ogi.Stats.V1.CellValue value, string form = "forms/2021")
    {
        var report = Report();
        report.Tables.Add(new Ogi.Stats.V1.ReportTable { Table = table, Form = form, Cells = { { cell, value } } });
        return GivenBack(report).Tables[0].Cells[cell];
    }

    private static Report GivenBack(Report report)
    {
        var problems = new List<ContentProblem>();
        var content = WireContent.Read(report, ReportName.Parse(report.Name)!, FormCatalog.Default, problems);
        Assert.Empty(problems.Select(problem => problem.Message.En));
        var given = Report();
        WireContent.Write(content, given);
        return given;
    }
}
