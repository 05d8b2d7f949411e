using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>
/// A report checked against the forms that this program carries. It knows nothing of the organ; what the service alone
/// can judge (whether the organ is registered, who may file) stays open.
/// </summary>
/// <param name="Answer">In the shape in which the service answers ValidateReport.</param>
/// <param name="NeedOrgan">Of the rules that are not assessable, those that need to know the organ.</param>
internal sealed record OfflineCheck(Wire.ValidateReportResponse Answer, IReadOnlyList<string> NeedOrgan)
{
    /// <summary>Any organ of which both things are known.</summary>
    private static readonly CheckContext SomeOrgan = new(DivisionLevel.County, OrganKind.Government);

    public static OfflineCheck Of(ReportFile file)
    {
        if (file.Report is not { } report)
        {
            return new(new() { Refusal = Refusals.NotUnderstood(file.Problems) }, []);
        }

        if (ReportName.Parse(report.Name) is not { } name)
        {
            return new(new() { Refusal = Refusals.NotUnderstood([WithoutName(report.Name)]) }, []);
        }

        var problems = new List<ContentProblem>();
        var catalog = FormCatalog.Default;
        var content = catalog.Understandable(WireContent.Read(report, name, catalog, problems));
        var check = catalog.Check(content, CheckContext.Unknown);
        var open = catalog.Check(content, SomeOrgan).NotAssessable;
        return new(
            new()
            {
                Report = Present(report, name, content, check),
                Refusal = problems is [] ? null : Refusals.NotUnderstood(problems),
            },
            [.. check.NotAssessable.Except(open, StringComparer.Ordinal)]);
    }

    private static Wire.Report Present(Wire.Report report, ReportName name, ReportContent content, CheckResult check)
    {
        var preview = report.Clone();
        preview.Organ = "organs/" + name.Organ;
        preview.Year = name.Year;
        preview.Scope = (Wire.Scope)name.Scope;
        preview.Tables.Clear();
        preview.StatedFigures.Clear();
        WireContent.Write(content, preview);
        preview.Findings.Clear();
        preview.Findings.Add(check.Findings.Select(WireFindings.Write));
        preview.NotAssessable.Clear();
        preview.NotAssessable.Add(check.NotAssessable);
        preview.Quality = WireFindings.Quality(check.Findings, _ => false);
        return preview;
    }

    private static ContentProblem WithoutName(string name) => new("INVALID_NAME", "name", new(
        $"name“{name}”不是报告名称；应形如organs/140400/reports/2019-region。",
        $"The name '{name}' is no report's name; it looks like organs/140400/reports/2019-region."));
}
