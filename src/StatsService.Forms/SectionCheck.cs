namespace StatsService.Forms;

/// <summary>A section that two reports give for the same scope, held against each other.</summary>
/// <param name="Differing">The cells with another number in each. None: numbers that are missing leave it open.</param>
public sealed record SectionCheck(FormSection Section, IReadOnlyList<SectionDifference> Differing)
{
    public bool IsOpen => Differing.Count == 0;
}

/// <summary>A cell of the report that counts, what corresponds to it in the other, and the number of each.</summary>
/// <param name="Left">Amounts in yuan.</param>
public sealed record SectionDifference(
    FindingCell Counting, FindingCell Other, decimal Left, decimal Right, bool IsAmount);
