using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Statistics;

/// <summary>长治 2019: a report whose sections differ in scope, with blanks, uncertain cells and local rows.</summary>
public sealed class FiguresOfChangzhi(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Its_applications_are_one_regional_row()
    {
        var row = await Applications(await Filed());

        var total = row.Total;
        Assert.Equal(
            (181, 1, 182, 112, 2, 23, 34, 7, 4),
            (total.ReceivedCount, total.CarriedInCount, total.TotalCount, total.GrantedCount,
                total.PartiallyGrantedCount, total.Refused.TotalCount, total.UnableToProvide.TotalCount,
                total.NotProcessed.TotalCount, total.OtherwiseHandled.TotalCount));
        Assert.Equal(
            new Refusals
            {
                TotalCount = 23,
                StateSecretCount = 2,
                ProhibitedByLawCount = 1,
                ThirdPartyRightsCount = 10,
                InternalAffairsCount = 1,
                ProcessInformationCount = 7,
                AdministrativeQueryCount = 2,
            },
            total.Refused);
        Assert.False(total.HasCarriedOutCount);
        Assert.Equal(new Rate { Numerator = 114, Denominator = 182, Value = 114.0 / 182 }, total.GrantRate);
        Assert.Equal(new Rate { Numerator = 23, Denominator = 182, Value = 23.0 / 182 }, total.RefusalRate);
        Assert.Empty(row.Applicants);
    }

    [Fact]
    public async Task What_is_blank_derived_or_not_on_the_form_is_told()
    {
        var row = await Applications(await Filed());

        var notes = row.Total.Notes.ToDictionary(note => note.Condition, note => note.Fields.Paths.Order());
        Assert.Equal([FigureCondition.Blank, FigureCondition.NotOnForm, FigureCondition.Derived], notes.Keys);
        Assert.Equal(
            ["carried_out_count", "not_processed.confirm_or_reissue_count", "not_processed.excessive_count",
                "not_processed.public_publication_count", "refused.enforcement_case_file_count",
                "refused.security_stability_count"],
            notes[FigureCondition.Blank]);
        Assert.Equal(
            ["otherwise_handled.correction_overdue_count", "otherwise_handled.fee_overdue_count",
                "otherwise_handled.other_count"],
            notes[FigureCondition.NotOnForm]);
        Assert.Equal(
            ["not_processed.total_count", "refusal_rate", "refused.total_count", "unable_to_provide.total_count"],
            notes[FigureCondition.Derived]);
        Assert.Equal(FigureCondition.NotOnForm, Assert.Single(row.FormerReplies.Notes).Condition);
    }

    [Fact]
    public async Task Its_header_says_what_the_figures_are_made_of()
    {
        var selection = await Filed();
        var name = selection.Organs[0] + "/reports/2019-region";
        var report = (await service.Reports.GetReportAsync(new() { Name = name })).Report;

        var row = await Applications(selection);

        Assert.Equal(
            new FigureHeader
            {
                Organ = selection.Organs[0],
                Title = "测试市人民政府",
                Year = 2019,
                Scope = Scope.Region,
                Forms = { "forms/2019" },
                Sections = { "table3" },
                Revision = report.Name + "/revisions/1",
                State = ReportState.Filed,
                Origin = Origin.Table,
                Quality = row.Header.Quality,
                ChangedPosition = report.LastEvent.Position,
            },
            row.Header);
        Assert.Equal(
            (QualityGrade.Passed, 0, 0),
            (row.Header.Quality.Grade, row.Header.Quality.ErrorCount, row.Header.Quality.WarningCount));
    }

    [Fact]
    public async Task Its_applicants_are_six_and_uncertain_cells_stay_open()
    {
        var row = Assert.Single((await service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = await Filed(), ByApplicant = true })).Rows);

        Assert.Equal(Enum.GetValues<ApplicantKind>().Skip(1), row.Applicants.Select(applicant => applicant.Applicant));
        var natural = row.Applicants[0].Outcomes;
        Assert.Equal((156, 91, 157), (natural.ReceivedCount, natural.GrantedCount, natural.TotalCount));
        Assert.Equal((93, 157), (natural.GrantRate.Numerator, natural.GrantRate.Denominator));
        var business = row.Applicants[1].Outcomes;
        Assert.False(business.HasReceivedCount);
        var uncertain = business.Notes.Single(note => note.Condition == FigureCondition.Uncertain);
        Assert.Contains("received_count", uncertain.Fields.Paths);
    }

    [Fact]
    public async Task Its_reviews_have_results_by_kind_and_rates_of_what_is_decided()
    {
        var row = Assert.Single(
            (await service.Statistics.QueryReviewResultsAsync(new() { Selection = await Filed() })).Rows);

        Assert.Equal((5, 4, 3, 0, 12), Results(row.Reconsideration));
        Assert.Equal((0, 0, 1, 0, 1), Results(row.LitigationDirect));
        Assert.Equal((3, 0, 0, 0, 3), Results(row.LitigationAfterReconsideration));
        Assert.Equal((3, 0, 1, 0, 4), Results(row.Litigation));
        Assert.Equal((4, 12, 4.0 / 12), Of(row.Reconsideration.CorrectionRate));
        Assert.Equal((0, 1, 0.0), Of(row.LitigationDirect.CorrectionRate));
        Assert.Equal((0, 3, 0.0), Of(row.LitigationAfterReconsideration.CorrectionRate));
        Assert.Equal((0, 4, 0.0), Of(row.Litigation.CorrectionRate));
        Assert.Empty(row.Reconsideration.Notes);
        Assert.Equal(FigureCondition.Derived, Assert.Single(row.Litigation.Notes).Condition);
        Assert.Equal(["table4"], row.Header.Sections);
    }

    [Fact]
    public async Task Its_disclosure_is_a_row_of_the_level_and_one_of_the_region()
    {
        var rows = (await service.Statistics.QueryDisclosureCountsAsync(new() { Selection = await Filed() })).Rows;

        Assert.Equal([Scope.Level, Scope.Region], rows.Select(row => row.Header.Scope));
        var (level, region) = (rows[0], rows[1]);
        Assert.Equal(["table2.item5", "table2.item6", "table2.item8"], level.Header.Sections);
        Assert.Equal((204, 145, 120_052), Actions(level.Licensing));
        Assert.Equal((1_234, 794), (level.OtherExternal.ItemsPreviousYearCount, level.OtherExternal.DecisionsCount));
        var derived = level.Notes.Single(note => note.Condition == FigureCondition.Derived);
        Assert.Contains("other_external.items_previous_year_count", derived.Fields.Paths);
        Assert.Equal((1_818, 108, 1_118), Actions(level.Penalty));
        Assert.Equal((118, 6, 82), Actions(level.Coercion));
        Assert.Equal((30, 0), (level.Fees.ItemsPreviousYearCount, level.Fees.ItemsChangeCount));
        Assert.Null(level.NormativeDocuments);
        Assert.Null(level.Procurement);

        Assert.Equal(["table2.item1", "table2.item9"], region.Header.Sections);
        Assert.Equal(
            (0, 187, 187, 689),
            (region.Regulations.IssuedCount, region.NormativeDocuments.IssuedCount,
                region.NormativeDocuments.NewlyPublishedCount, region.NormativeDocuments.PublishedTotalCount));
        Assert.Equal((4_912, "630142300"), (region.Procurement.ProjectsCount, region.Procurement.TotalAmount.Value));
        Assert.Null(region.Licensing);
        var elsewhere = region.Notes.Single(note => note.Condition == FigureCondition.NotReported);
        Assert.Contains("licensing.decisions_count", elsewhere.Fields.Paths);
    }

    [Fact]
    public async Task A_scope_asked_for_filters()
    {
        var selection = await Filed();
        selection.Scope = Scope.Level;

        var disclosure = (await service.Statistics.QueryDisclosureCountsAsync(new() { Selection = selection })).Rows;
        var none = await Applications(selection);

        Assert.Equal(Scope.Level, Assert.Single(disclosure).Header.Scope);
        Assert.Empty(none.Header.Revision);
        Assert.Equal(FigureCondition.NotReported, Assert.Single(none.Total.Notes).Condition);
    }

    private static (long, long, long, long, long) Results(ReviewResults results) =>
        (results.UpheldCount, results.CorrectedCount, results.OtherCount, results.PendingCount, results.TotalCount);

    private static (long, long, double) Of(Rate rate) => (rate.Numerator, rate.Denominator, rate.Value);

    private static (long, long, long) Actions(ActionCounts counts) =>
        (counts.ItemsPreviousYearCount, counts.ItemsChangeCount, counts.DecisionsCount);

    private async Task<ApplicationOutcomesRow> Applications(Selection selection) =>
        Assert.Single((await service.Statistics.QueryApplicationOutcomesAsync(new() { Selection = selection })).Rows);

    private async Task<Selection> Filed()
    {
        var organ = await TestOrgans.Register(service);
        await service.Reports.FileReportAsync(new() { Report = SampleReports.Changzhi2019(organ) });
        return new() { Organs = { organ }, FirstYear = 2019 };
    }
}
