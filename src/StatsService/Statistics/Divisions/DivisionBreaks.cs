using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Divisions;

/// <summary>Says where a division's series must not be chained from one year to the next (decision 9).</summary>
/// <param name="minCoverage">
/// A sum of less than this share of the reports expected is not compared with another year's; nor is what less than
/// this share of the reports added up were asked.
/// </param>
/// <param name="applicant">Whose applications are compared; the forms of some years do not ask it.</param>
internal sealed class DivisionBreaks(
    FormCatalog catalog, IReadOnlyList<string> indicators, double minCoverage = MinCoverage.Default,
    ApplicantKind applicant = ApplicantKind.Unspecified)
{
    private readonly SeriesBreaks _breaks = new(catalog);

    /// <param name="row">Of the figures of this year.</param>
    /// <param name="before">The year before.</param>
    /// <param name="last">Its rows.</param>
    public IEnumerable<Wire.SeriesBreak> Find(
        DivisionInYear now, BasisFigures row, DivisionInYear before, IReadOnlyList<BasisFigures> last)
    {
        var year = now.Year;
        foreach (var boundary in BoundaryBreaks.Find(now, before))
        {
            yield return boundary;
        }

        var known = last.Where(figures => !figures.IsEmpty && (figures.Topics & row.Topics) != 0).ToList();
        if (row.IsEmpty || known.Count == 0)
        {
            yield break;
        }

        if (known.TrueForAll(figures => figures.Basis != row.Basis))
        {
            yield return OtherBasis(known[0].Basis, row.Basis);
            yield break;
        }

        var same = known.Find(figures => figures.Basis == row.Basis)!;
        if (Least(same, row) is var share && share < minCoverage)
        {
            yield return LittleCovered(share);
        }

        if (_breaks.OtherForm(
            DivisionHeaders.Forms(same), year - 1, DivisionHeaders.Forms(row), year, indicators,
            name => IsMixed(name, same.Sums, row.Sums)) is { } form)
        {
            yield return form;
        }
    }

    /// <summary>
    /// Whether sums of reports on several forms cannot be compared: too few of the forms ask an indicator, or too many
    /// of those of one year ask it in another way than those of the other. Where all do, the figure is noted NEAR.
    /// </summary>
    private bool IsMixed(string indicator, FigureSums last, FigureSums now)
    {
        if (catalog.Slots.Find(indicator, applicant) is not { } slot
            || last[slot].Numbers == 0 || now[slot].Numbers == 0)
        {
            return false;
        }

        var (one, other) = (Near(last[slot]), Near(now[slot]));
        return Math.Min(Asked(last[slot]), Asked(now[slot])) < minCoverage
            || (1 - Math.Abs(one - other) < minCoverage && (one, other) is not ((0, 1) or (1, 0)));
    }

    /// <summary>Of the reports that print the table, the share of those whose form asks it.</summary>
    private static double Asked(SlotSum sum) =>
        (double)Asking(sum) / (Asking(sum) + sum.Count(FigureCondition.NotOnForm));

    private static double Near(SlotSum sum) => (double)sum.Count(FigureMarks.Near) / Asking(sum);

    private static int Asking(SlotSum sum) => sum.Parts - sum.Silent;

    private static double Least(BasisFigures before, BasisFigures row) => row.Basis == Wire.Basis.Published ? 1
        : Math.Min(
            DivisionHeaders.Share(DivisionHeaders.Coverage(before)),
            DivisionHeaders.Share(DivisionHeaders.Coverage(row)));

    private static Wire.SeriesBreak OtherBasis(Wire.Basis before, Wire.Basis now) => new()
    {
        Kind = Wire.BreakKind.Basis,
        Note = WireFindings.Write(new LocalizedText(
            $"上一年为{Words(before)}，本年为{Words(now)}。",
            $"{Name(before)} in the year before, {Name(now)} in this one.")),
    };

    private Wire.SeriesBreak LittleCovered(double share) => new()
    {
        Kind = Wire.BreakKind.Coverage,
        Note = WireFindings.Write(new LocalizedText(
            $"两年之一的汇总只涵盖应报报告的{share:P1}，不足{minCoverage:P1}。",
            $"The sum of one of the two years covers {share:P1} of the reports expected, less than "
            + $"{minCoverage:P1}.")),
    };

    private static string Words(Wire.Basis basis) => basis switch
    {
        Wire.Basis.Published => "政府发布（PUBLISHED）",
        Wire.Basis.Computed => "逐级汇总（COMPUTED）",
        _ => "垂直管理系统（VERTICAL）",
    };

    private static string Name(Wire.Basis basis) => basis.ToString().ToUpperInvariant();
}
