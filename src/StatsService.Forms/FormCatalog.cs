using System.Collections.Frozen;
using StatsService.Forms.Checking;
using StatsService.Forms.Deadlines;
using StatsService.Forms.Loading;
using StatsService.Forms.Measuring;
using StatsService.Forms.Understanding;

namespace StatsService.Forms;

/// <summary>All forms, rules and indicators, and what they say about a report. Immutable.</summary>
public sealed class FormCatalog
{
    private static readonly Lazy<FormCatalog> Embedded = new(() => Load(EmbeddedFiles()));

    private readonly Checker _checker;
    private readonly PartSplitter _splitter;
    private readonly Measurer _measurer;
    private readonly VectorMeasurer _vectors;
    private readonly IReadOnlyList<DeadlineLine> _deadlines;

    private FormCatalog(CatalogContent content)
    {
        Forms = Ordered(content.Forms, form => form.Id);
        Indicators = Ordered(content.Indicators, indicator => indicator.Name);
        (CommonRules, Copies, SectionDiffers) = (content.CommonRules, content.Copies, content.SectionDiffers);
        (Rates, Version) = (content.Rates, content.Version);
        _deadlines = content.Deadlines;
        _checker = new(this, content.Forms, CommonRules);
        _splitter = new(this, _checker);
        _measurer = new(this);
        Slots = new(Indicators.Values, content.Topics);
        _vectors = new(this);
    }

    /// <summary>The forms that this library carries.</summary>
    public static FormCatalog Default => Embedded.Value;

    /// <summary>The forms by id, oldest first; an extension after the form that it extends.</summary>
    public IReadOnlyDictionary<string, Form> Forms { get; }

    /// <summary>The indicators by name, in the order of their names.</summary>
    public IReadOnlyDictionary<string, Indicator> Indicators { get; }

    /// <summary>The rules that belong to no form: on stated figures, and on the form itself.</summary>
    public IReadOnlyList<Rule> CommonRules { get; }

    /// <summary>The rules on reports of several organs with the same tables.</summary>
    public CopyRules Copies { get; }

    /// <summary>The rule on reports of one organ that give the same section for the same scope.</summary>
    public Rule SectionDiffers { get; }

    /// <summary>The common rules, and those that hold reports for one year against each other.</summary>
    public IEnumerable<Rule> RulesOfNoForm => [.. CommonRules, SectionDiffers, .. Copies.All];

    public IReadOnlyList<Rate> Rates { get; }

    /// <summary>Every figure that there is, in the order in which vectors and sums hold them.</summary>
    public SlotTable Slots { get; }

    /// <summary>The SHA-256 of all forms, rules, indicators and deadlines, in hex.</summary>
    public string Version { get; }

    /// <summary>Reads a catalog from files: <c>Y2019/form.json</c>, <c>Indicators/reviews.json</c> …</summary>
    public static FormCatalog Load(IEnumerable<(string Path, Stream Content)> files) =>
        new(CatalogReader.Read(new CatalogFiles(files)));

    /// <summary>The files that this library carries, to load with more of them.</summary>
    public static IEnumerable<(string Path, Stream Content)> EmbeddedFiles() =>
        typeof(FormCatalog).Assembly.GetManifestResourceNames()
            .Select(name => (name, typeof(FormCatalog).Assembly.GetManifestResourceStream(name)!));

    public Form? Form(string id) => Forms.GetValueOrDefault(id);

    public Indicator? Indicator(string name) => Indicators.GetValueOrDefault(name);

    /// <summary>The national form in force for a report year: the newest that fits; none before 2014.</summary>
    public Form? FormFor(int year) => Forms.Values.LastOrDefault(form => !form.Extension && form.Years.Contains(year));

    /// <summary>The last day on which a report may be published; null where none is known (docs/forms.md).</summary>
    public Deadline? Deadline(int year, Scope scope, OrganKind kind, DivisionLevel level) =>
        _deadlines.FirstOrDefault(line => line.Fits(year, scope, kind, level))?.After(year);

    /// <summary>What makes a report impossible to understand. All else here asks for one without.</summary>
    public IReadOnlyList<ContentProblem> Problems(ReportContent content) => new ProblemFinder(this).Find(content);

    /// <summary>The report without what has problems: what can be checked all the same.</summary>
    public ReportContent Understandable(ReportContent content) => UnderstandablePart.Of(content, Problems(content));

    /// <summary>Checks a report against the rules of its tables' forms and the common rules.</summary>
    public CheckResult Check(ReportContent content, CheckContext context) => _checker.Check(content, context);

    /// <summary>
    /// Judges the rules over two years on what one organ reported for one scope: in a year, and in the one before.
    /// </summary>
    /// <param name="holding">Also gives the rules that hold.</param>
    public IReadOnlyList<YearsCheck> CheckYears(ReportPart previous, ReportPart current, bool holding = true) =>
        [.. _checker.Check(previous, current, holding)];

    /// <summary>
    /// The sections that two reports of an organ for a year give for one scope and in which they differ, or which
    /// missing numbers leave open.
    /// </summary>
    public IReadOnlyList<SectionCheck> CheckSections(ReportPart counting, ReportPart other) =>
        [.. SectionComparison.Compare(this, counting, other)];

    /// <summary>The report by scope: first its own, then those of single tables, sections and figures.</summary>
    public IReadOnlyList<ReportPart> Parts(ReportContent content) => _splitter.Split(content);

    /// <summary>An indicator as a part of a report gives it.</summary>
    public Measured Measure(
        ReportPart part, string indicator, ApplicantKind applicant = ApplicantKind.Unspecified,
        bool tablesOnly = false) =>
        _measurer.Measure(part, indicator, applicant, tablesOnly).ToMeasured();

    /// <summary>All slots as a part of a report gives them, each equal to what <see cref="Measure"/> says.</summary>
    /// <param name="disputed">
    /// The codes of cells and ids of stated figures that open findings of strength ERROR concern.
    /// </param>
    public PartVector MeasureAll(ReportPart part, IReadOnlySet<string>? disputed = null, bool tablesOnly = false) =>
        _vectors.Measure(part, disputed ?? FrozenSet<string>.Empty, tablesOnly);

    /// <summary>
    /// The topics whose figures in a part of a report a finding touches, a bit each by their numbers: those of the
    /// sections (that the part has) of its cells, and of its stated figures (that the part states for its year).
    /// </summary>
    public ulong TopicsOf(ReportPart part, Finding finding) => _vectors.TopicsOf(part, finding);

    /// <summary>The quotient of two sums of indicators.</summary>
    public MeasuredRate MeasureRate(
        ReportPart part, IReadOnlyList<string> numerator, IReadOnlyList<string> denominator,
        ApplicantKind applicant = ApplicantKind.Unspecified, bool tablesOnly = false)
    {
        return RateMeasurer.Divide(Sum(numerator), Sum(denominator));

        Tally Sum(IReadOnlyList<string> indicators) => indicators
            .Select(name => _measurer.Measure(part, name, applicant, tablesOnly))
            .Aggregate((sum, tally) => sum + tally);
    }

    /// <summary>How a form, or the form that it extends, measures an indicator; null where it does not.</summary>
    public Measurement? Measurement(Indicator indicator, Form form)
    {
        var own = indicator.Measurements.FirstOrDefault(m => m.Form == form.Id);
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
