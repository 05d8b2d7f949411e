using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.Statistics.Divisions;

/// <summary>The figures of a division: sums over reports.</summary>
/// <param name="topics">
/// Those that the row is about, a bit each; what belongs to another one is another row's.
/// </param>
/// <param name="ofNation">Rows of provincial extensions are in no sum of the nation (decision 5).</param>
/// <param name="isPartial">Something that belongs to them could not be added up: they are lower bounds.</param>
internal sealed class SumFigures(
    FormCatalog catalog, FigureSums sums, ulong topics, bool ofNation, bool isPartial = false) : IFigures
{
    private static readonly Measured NotReported = new(null, [FigureCondition.NotReported], []);
    private static readonly Measured NotOnForm = new(null, [FigureCondition.NotOnForm], []);

    public IEnumerable<Form> Forms => ofNation ? [] : Topics.In(topics & sums.Covered)
        .SelectMany(topic => sums.Forms(topic)).Select(form => catalog.Forms[form.Form]).Distinct();

    public Measured Measure(string indicator, ApplicantKind applicant = ApplicantKind.Unspecified) =>
        Find(indicator, applicant) is not { } slot ? NotOnForm
        : !IsReported(slot) ? NotReported
        : Bounded(sums[slot].ToMeasured());

    public MeasuredRate Divide(
        IReadOnlyList<string> numerator, IReadOnlyList<string> denominator,
        ApplicantKind applicant = ApplicantKind.Unspecified) =>
        AreReported(numerator, applicant) && AreReported(denominator, applicant)
            ? Bounded(SumsRate.Divide(sums, catalog.Slots, numerator, denominator, applicant))
            : new(null, null, null, NotReported.Conditions, []);

    public SlotSum? Sum(string indicator, ApplicantKind applicant) =>
        Find(indicator, applicant) is { } slot && IsHere(slot) ? sums[slot] : null;

    private Measured Bounded(Measured figure) => figure.Value is null
        ? figure
        : figure with { Conditions = Bounded(figure.Conditions) };

    private MeasuredRate Bounded(MeasuredRate rate) => rate.Numerator is null && rate.Denominator is null
        ? rate
        : rate with { Conditions = Bounded(rate.Conditions) };

    private IReadOnlyList<FigureCondition> Bounded(IReadOnlyList<FigureCondition> conditions) => isPartial
        ? [.. conditions.Union([FigureCondition.Partial]).Order()]
        : conditions;

    private Slot? Find(string indicator, ApplicantKind applicant) =>
        catalog.Slots.Find(indicator, applicant) is { } slot && !(ofNation && slot.Indicator.Extension) ? slot : null;

    private bool AreReported(IReadOnlyList<string> indicators, ApplicantKind applicant)
    {
        foreach (var name in indicators)
        {
            if (Find(name, applicant) is { } slot && !IsReported(slot))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsReported(Slot slot) => IsHere(slot) && sums[slot].Parts > 0;

    private bool IsHere(Slot slot) => (topics & (1UL << slot.Topic)) != 0;
}
