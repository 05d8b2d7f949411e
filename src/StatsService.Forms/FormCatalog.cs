using StatsService.Forms.Checking;
using StatsService.Forms.Loading;
using StatsService.Forms.Measuring;
using StatsService.Forms.Understanding;

namespace StatsService.Forms;

/// <summary>All forms, rules and indicators, and what they say about a report. Immutable.</summary>
public sealed class FormCatalog
{
    /// <summary>Data of this library that belongs to no form.</summary>
    private const string DeadlineFolder = "Deadlines/";

    private static readonly Lazy<FormCatalog> Embedded = new(() => Load(EmbeddedFiles()));

    private readonly Checker _checker;
    private readonly PartSplitter _splitter;
    private readonly Measurer _measurer;

    private FormCatalog(
        IReadOnlyList<Form> forms, IReadOnlyList<Indicator> indicators, IReadOnlyList<Rule> commonRules,
        IReadOnlyList<Rate> rates, string version)
    {
        Forms = Ordered(forms, form => form.Id);
        Indicators = Ordered(indicators, indicator => indicator.Name);
        (CommonRules, Rates, Version) = (commonRules, rates, version);
        _checker = new(this, forms, commonRules);
        _splitter = new(this, _checker);
        _measurer = new(this);
    }

    /// <summary>The forms that this library carries.</summary>
    public static FormCatalog Default => Embedded.Value;

    /// <summary>The forms by id, oldest first; an extension after the form that it extends.</summary>
    public IReadOnlyDictionary<string, Form> Forms { get; }

    /// <summary>The indicators by name, in the order of their names.</summary>
    public IReadOnlyDictionary<string, Indicator> Indicators { get; }

    /// <summary>The rules that belong to no form: on stated figures, and on the form itself.</summary>
    public IReadOnlyList<Rule> CommonRules { get; }

    public IReadOnlyList<Rate> Rates { get; }

    /// <summary>The SHA-256 of all forms, rules and indicators, in hex.</summary>
    public string Version { get; }

    /// <summary>Reads a catalog from files: <c>Y2019/form.json</c>, <c>Indicators/reviews.json</c> …</summary>
    public static FormCatalog Load(IEnumerable<(string Path, Stream Content)> files)
    {
        var read = CatalogReader.Read(new CatalogFiles(files));
        return new(read.Forms, read.Indicators, read.CommonRules, read.Rates, read.Version);
    }

    /// <summary>The files that this library carries, to load with more of them.</summary>
    public static IEnumerable<(string Path, Stream Content)> EmbeddedFiles() =>
        typeof(FormCatalog).Assembly.GetManifestResourceNames()
            .Where(name => !name.StartsWith(DeadlineFolder, StringComparison.Ordinal))
            .Select(name => (name, typeof(FormCatalog).Assembly.GetManifestResourceStream(name)!));

    public Form? Form(string id) => Forms.GetValueOrDefault(id);

    public Indicator? Indicator(string name) => Indicators.GetValueOrDefault(name);

    /// <summary>The national form in force for a report year; none before 2014.</summary>
    public Form? FormFor(int year) => Forms.Values.FirstOrDefault(form => !form.Extension && form.Years.Contains(year));

    /// <summary>What makes a report impossible to understand. All else here asks for one without.</summary>
    public IReadOnlyList<ContentProblem> Problems(ReportContent content) => new ProblemFinder(this).Find(content);

    /// <summary>The report without what has problems: what can be checked all the same.</summary>
    public ReportContent Understandable(ReportContent content) => UnderstandablePart.Of(content, Problems(content));

    /// <summary>Checks a report against the rules of its tables' forms and the common rules.</summary>
    public CheckResult Check(ReportContent content, CheckContext context) => _checker.Check(content, context);

    /// <summary>The report by scope: first its own, then those of single tables, sections and figures.</summary>
    public IReadOnlyList<ReportPart> Parts(ReportContent content) => _splitter.Split(content);

    /// <summary>An indicator as a part of a report gives it.</summary>
    /// <param name="year">Another year than the report's: sentences may state it.</param>
    public Measured Measure(
        ReportPart part, string indicator, ApplicantKind applicant = ApplicantKind.Unspecified,
        bool tablesOnly = false, int? year = null) =>
        _measurer.Measure(part, indicator, applicant, tablesOnly, year ?? part.Year).ToMeasured();

    /// <summary>The quotient of two sums of indicators.</summary>
    public MeasuredRate MeasureRate(
        ReportPart part, IReadOnlyList<string> numerator, IReadOnlyList<string> denominator,
        ApplicantKind applicant = ApplicantKind.Unspecified, bool tablesOnly = false, int? year = null)
    {
        return RateMeasurer.Divide(Sum(numerator), Sum(denominator));

        Tally Sum(IReadOnlyList<string> indicators) => indicators
            .Select(name => _measurer.Measure(part, name, applicant, tablesOnly, year ?? part.Year))
            .Aggregate((sum, tally) => sum + tally);
    }

    /// <summary>How a form, or the form that it extends, measures an indicator; null where it does not.</summary>
    public Measurement? Measurement(Indicator indicator, Form form)
    {
        var own = indicator.Measurements.FirstOrDefault(m => m.Form.Is(form.Id));
        return own is { Comparability: Comparability.Break } ? null
            : own ?? (form.Extends is null ? null : Measurement(indicator, Forms[form.Extends]));
    }

    private static OrderedDictionary<string, T> Ordered<T>(IEnumerable<T> items, Func<T, string> key) =>
        new(items.Select(item => KeyValuePair.Create(key(item), item)), StringComparer.Ordinal);

    internal decimal? Number(StatedFigure figure) =>
        Money.InYuan(figure.Value, Indicators[figure.Indicators[0]].Type, AmountUnit.Unspecified);

    internal FindingCell Label(StatedFigure figure) =>
        new("", figure.Id, Indicators[figure.Indicators[0]].Title, figure.Value);
}
