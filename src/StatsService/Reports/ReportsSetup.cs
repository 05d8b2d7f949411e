using StatsService.Requests;

namespace StatsService.Reports;

/// <summary>What keeps reports.</summary>
internal static class ReportsSetup
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<Authorship>();
        services.AddSingleton<ReportReader>();
        services.AddSingleton<ReportWriter>();
        services.AddSingleton<ReportQuery>();
        services.AddSingleton<ReportFilters>();
        services.AddSingleton<OrgansInDivisions>();
        services.AddSingleton<ReportCounts>();
        services.AddSingleton<ReportNames>();
        services.AddSingleton<OtherReports>();
        services.AddSingleton<ReportAnswers>();
        services.AddSingleton<ReportPreviews>();
        services.AddSingleton<OpenStrengths>();
        services.AddSingleton<Visibilities>();
        services.AddSingleton<FilingIntake>();
        services.AddSingleton<Sources>();
        services.AddSingleton<FilingGroups>();
        services.AddSingleton<FileReport>();
        services.AddSingleton<BatchFileReports>();
        services.AddSingleton<ValidateReport>();
        services.AddSingleton<CorrectReport>();
        services.AddSingleton<ReturnReport>();
        services.AddSingleton<AcceptReport>();
        services.AddSingleton<ConfirmFinding>();
        services.AddSingleton<WithdrawReport>();
        services.AddSingleton<GetReport>();
        services.AddSingleton<ListReports>();
        services.AddSingleton<ListReportRevisions>();
        services.AddSingleton<GetSource>();
    }
}
