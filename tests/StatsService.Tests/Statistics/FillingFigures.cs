using Ogi.Stats.Store.V1;
using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Reports;
using StatsService.Statistics;
using ApplicantKind = StatsService.Forms.ApplicantKind;
using CellValue = StatsService.Forms.CellValue;
using FigureCondition = StatsService.Forms.FigureCondition;
using Rate = Ogi.Stats.V1.Rate;
using ReportTable = StatsService.Forms.ReportTable;
using Scope = StatsService.Forms.Scope;

namespace StatsService.Tests.Statistics;

/// <summary>Messages filled from hand-made parts of reports: absent is absent, and always says why.</summary>
public sealed class FillingFigures
{
    private static readonly FigureLayouts Layouts = new(FormCatalog.Default);

    [Fact]
    public void A_printed_zero_is_0_and_a_blank_is_absent()
    {
        var outcomes = Outcomes(
            Cell("applications.received_new@total", CellValue.Count(0)),
            Cell("applications.carried_in@total", CellValue.Blank));

        Assert.True(outcomes.HasReceivedCount);
        Assert.Equal(0, outcomes.ReceivedCount);
        Assert.False(outcomes.HasCarriedInCount);
        Assert.Contains("carried_in_count", Fields(outcomes.Notes, FigureCondition.Blank));
    }

    [Theory]
    [InlineData(CellState.Blank, FigureCondition.Blank)]
    [InlineData(CellState.NotApplicable, FigureCondition.NotApplicable)]
    [InlineData(CellState.Unreadable, FigureCondition.Unreadable)]
    [InlineData(CellState.NotPrinted, FigureCondition.NotPrinted)]
    public void Why_a_figure_is_absent_is_told(CellState state, FigureCondition condition)
    {
        var outcomes = Outcomes(Cell("applications.carried_out@total", new CellValue(state)));

        Assert.False(outcomes.HasCarriedOutCount);
        Assert.Contains("carried_out_count", Fields(outcomes.Notes, condition));
    }

    [Fact]
    public void An_uncertain_figure_is_absent_and_so_is_the_rate_that_needs_it()
    {
        var uncertain = new CellValue(CellState.Uncertain) { Alternatives = [CellValue.Count(3), CellValue.Count(8)] };
        var outcomes = Outcomes(
            Cell("applications.outcome.disclosed@total", uncertain),
            Cell("applications.outcome.partially_disclosed@total", CellValue.Count(1)),
            Cell("applications.outcome.total@total", CellValue.Count(9)));

        Assert.False(outcomes.HasGrantedCount);
        Assert.False(outcomes.GrantRate.HasValue);
        Assert.False(outcomes.GrantRate.HasNumerator);
        Assert.Equal(9, outcomes.GrantRate.Denominator);
        Assert.Equal(["granted_count", "grant_rate"], Fields(outcomes.Notes, FigureCondition.Uncertain));
    }

    [Fact]
    public void A_rate_carries_what_it_was_divided_from()
    {
        var outcomes = Outcomes(
            Cell("applications.outcome.disclosed@total", CellValue.Count(2)),
            Cell("applications.outcome.partially_disclosed@total", CellValue.Count(1)),
            Cell("applications.outcome.total@total", CellValue.Count(4)));

        Assert.Equal(new Rate { Numerator = 3, Denominator = 4, Value = 0.75 }, outcomes.GrantRate);
        Assert.DoesNotContain("grant_rate", outcomes.Notes.SelectMany(note => note.Fields.Paths));
    }

    [Fact]
    public void There_is_no_rate_of_nothing()
    {
        var outcomes = Outcomes(
            Cell("applications.outcome.disclosed@total", CellValue.Count(0)),
            Cell("applications.outcome.total@total", CellValue.Count(0)));

        Assert.False(outcomes.GrantRate.HasValue);
        Assert.Equal((0, 0), (outcomes.GrantRate.Numerator, outcomes.GrantRate.Denominator));
        Assert.Contains("grant_rate", Fields(outcomes.Notes, FigureCondition.NoDenominator));
    }

    [Fact]
    public void A_sum_of_what_is_printed_is_marked_derived_and_partial()
    {
        var outcomes = Outcomes(Cell("applications.outcome.not_disclosed.state_secret@total", CellValue.Count(2)));

        Assert.Equal(2, outcomes.Refused.TotalCount);
        Assert.Contains("refused.total_count", Fields(outcomes.Notes, FigureCondition.Derived));
        Assert.Contains("refused.total_count", Fields(outcomes.Notes, FigureCondition.Partial));
    }

    [Fact]
    public void A_part_without_figures_is_left_out_and_named_around_it()
    {
        var outcomes = Outcomes(Cell("applications.received_new@total", CellValue.Count(5)));

        Assert.Null(outcomes.Refused);
        Assert.Contains("refused.state_secret_count", Fields(outcomes.Notes, FigureCondition.Blank));
        Assert.Contains("refused.total_count", Fields(outcomes.Notes, FigureCondition.Blank));
    }

    [Fact]
    public void What_holds_for_every_figure_names_no_field()
    {
        var nothing = new PartFigures(FormCatalog.Default, part: null, tablesOnly: false);

        var outcomes = Layouts.Applicant.Fill<ApplicationOutcomes>(nothing);

        var note = Assert.Single(outcomes.Notes);
        Assert.Equal(Ogi.Stats.V1.FigureCondition.NotReported, note.Condition);
        Assert.Null(note.Fields);
    }

    [Fact]
    public void One_applicant_kind_is_one_column()
    {
        var cells = new[]
        {
            Cell("applications.received_new@natural_person", CellValue.Count(4)),
            Cell("applications.received_new@other_organization", CellValue.Count(1)),
        };

        Assert.Equal(4, Outcomes(ApplicantKind.NaturalPerson, cells).ReceivedCount);
        Assert.Equal(1, Outcomes(ApplicantKind.OtherOrganization, cells).ReceivedCount);
        Assert.False(Outcomes(ApplicantKind.ResearchInstitution, cells).HasReceivedCount);
    }

    [Fact]
    public void Money_is_told_in_yuan()
    {
        var amount = CellValue.Amount(63014.23m, StatsService.Forms.AmountUnit.TenThousandYuan);
        var figures = Figures("table2", Cell("procurement.centralized.amount_yuan", amount));

        var total = Layouts.Disclosure.Fill<DisclosureCountsRow>(figures).Procurement.TotalAmount;

        Assert.Equal(("630142300", "630142300"), (total.Value, total.Yuan));
        Assert.Equal(Ogi.Stats.V1.AmountUnit.Yuan, total.Unit);
    }

    private static ApplicationOutcomes Outcomes(params (string, CellValue)[] cells) =>
        Outcomes(ApplicantKind.Unspecified, cells);

    private static ApplicationOutcomes Outcomes(ApplicantKind applicant, params (string, CellValue)[] cells) =>
        Layouts.Applicant.Fill<ApplicationOutcomes>(Figures("table3", cells), applicant);

    private static PartFigures Figures(string table, params (string Cell, CellValue Value)[] cells)
    {
        var values = FormCatalog.Default.Form("2019")!.Table(table)!.Cells.Where(cell => !cell.Optional)
            .ToDictionary(cell => cell.Code, _ => CellValue.Blank);
        foreach (var (cell, value) in cells)
        {
            values[cell] = value;
        }

        var content = new ReportContent(2019, Scope.Region, [new ReportTable(table, "2019", values)], []);
        var report = AnnualReport.Fold(null, "organs/made-up/reports/2019-region", new ReportFiled
        {
            Meta = new(),
            Organ = new(),
            Header = new(),
            Tables = { content.Tables.Select(StoredTables.Write) },
        });
        var part = Assert.Single(FormCatalog.Default.Parts(content));
        return new(FormCatalog.Default, new CountingPart(new ReportAt(report, 1), part), tablesOnly: false);
    }

    private static (string, CellValue) Cell(string code, CellValue value) => (code, value);

    private static IReadOnlyList<string> Fields(IEnumerable<FigureNote> notes, FigureCondition condition) =>
        [.. notes.Single(note => (int)note.Condition == (int)condition).Fields.Paths];
}
