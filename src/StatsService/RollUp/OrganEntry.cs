using StatsService.Forms;
using StatsService.Registry;

namespace StatsService.RollUp;

/// <summary>What the roll-up needs to know of an organ.</summary>
/// <param name="Code">Its id.</param>
/// <param name="Division">The id of its division.</param>
/// <param name="Exempt">The years in which it need not report.</param>
internal sealed record OrganEntry(string Code, string Division, OrganKind Kind, YearRange Years, short[] Exempt)
{
    private static readonly YearRange Always = new();

    /// <summary>Whether it belongs to a vertical system: a line of its own, in no division's figures.</summary>
    public bool IsVertical => Kind == OrganKind.VerticalSystem;

    public static OrganEntry Of(Organ organ)
    {
        var (known, exemptions) = (organ.State.Organ, organ.State.Exemptions);
        return new(
            organ.Code, organ.Division, organ.Kind,
            known.FirstYear == 0 && known.LastYear == 0
                ? Always
                : new(known.FirstYear == 0 ? null : known.FirstYear, known.LastYear == 0 ? null : known.LastYear),
            exemptions.Count == 0 ? [] : [.. exemptions.Select(exemption => (short)exemption.Year).Distinct()]);
    }

    /// <summary>
    /// Whether a report is expected of it: it exists in that year, as far as is known, and is not exempt.
    /// </summary>
    public bool Owes(int year) => Years.Contains(year) && !Exempt.Contains((short)year);
}
