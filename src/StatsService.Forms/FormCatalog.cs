namespace StatsService.Forms;
public sealed class FormCatalog
{
    public static FormCatalog Default { get; } = new();
    public IReadOnlyDictionary<string, Form> Forms => throw new NotSupportedException();
    public IReadOnlyDictionary<string, Indicator> Indicators => throw new NotSupportedException();
    public string Version => throw new NotSupportedException();
    public IReadOnlyList<ContentProblem> Problems(ReportContent content) => throw new NotSupportedException();
    public ReportContent Understandable(ReportContent content) => throw new NotSupportedException();
    public CheckResult Check(ReportContent content, CheckContext context) => throw new NotSupportedException();
}
