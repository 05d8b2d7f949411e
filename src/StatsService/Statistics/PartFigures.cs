using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The figures of one row: measures indicators and remembers what they were made of.</summary>
/// <param name="part">None: nothing was reported.</param>
internal sealed class PartFigures(FormCatalog catalog, CountingPart? part, bool tablesOnly) : IFigures
{
    private static readonly IReadOnlyList<FigureCondition> NotReported = [FigureCondition.NotReported];

    private readonly HashSet<string> _cells = new(StringComparer.Ordinal);
    private HashSet<string>? _disputed;
    private bool _fromTables;
    private bool _fromText;

    /// <summary>The forms whose rows the part prints.</summary>
    public IEnumerable<Form> Forms => part?.Part.Tables.Select(table => table.Form).Distinct() ?? [];

    /// <summary>What the figures measured so far were made of.</summary>
    public FigureUse Use() => new(part?.Part, _cells, (_fromTables, _fromText) switch
    {
        (true, true) => Wire.Origin.Mixed,
        (true, false) => Wire.Origin.Table,
        (false, true) => Wire.Origin.Text,
        _ => Wire.Origin.Unspecified,
    });

    public Measured Measure(string indicator, ApplicantKind applicant = ApplicantKind.Unspecified)
    {
        if (part is null)
        {
            return new(null, NotReported, []);
        }

        var measured = catalog.Measure(part.Part, indicator, applicant, tablesOnly);
        Remember(measured.Value is not null, measured.Conditions, measured.Cells);
        return measured with { Conditions = Disputed(measured.Value is not null, measured.Conditions, measured.Cells) };
    }

    public MeasuredRate Divide(
        IReadOnlyList<string> numerator, IReadOnlyList<string> denominator,
        ApplicantKind applicant = ApplicantKind.Unspecified)
    {
        if (part is null)
        {
            return new(null, null, null, NotReported, []);
        }

        var rate = catalog.MeasureRate(part.Part, numerator, denominator, applicant, tablesOnly);
        Remember(rate.Value is not null, rate.Conditions, rate.Cells);
        return rate with { Conditions = Disputed(rate.Value is not null, rate.Conditions, rate.Cells) };
    }

    public SlotSum? Sum(string indicator, ApplicantKind applicant) => null;

    private static HashSet<string> DisputedCells(AnnualReport report) => report.Check.Findings
        .Where(finding => finding.Strength == FindingStrength.Error && !report.IsConfirmed(finding))
        .SelectMany(finding => finding.Cells)
        .Select(cell => cell.Cell)
        .ToHashSet(StringComparer.Ordinal);

    private void Remember(bool stated, IReadOnlyList<FigureCondition> conditions, IReadOnlyList<string> cells)
    {
        var text = conditions.Contains(FigureCondition.StatedInText);
        _fromText |= stated && text;
        _fromTables |= stated && !text;
        _cells.UnionWith(cells);
    }

    private IReadOnlyList<FigureCondition> Disputed(
        bool stated, IReadOnlyList<FigureCondition> conditions, IReadOnlyList<string> cells) =>
        stated && cells.Any((_disputed ??= DisputedCells(part!.At.Report)).Contains)
            ? [.. conditions.Append(FigureCondition.Disputed).Order()]
            : conditions;
}
