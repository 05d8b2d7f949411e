namespace StatsService.Country;

/// <summary>Which country is made. The same plan gives the same country, byte by byte.</summary>
/// <param name="Under">The division at the top: <c>000000</c>, or <c>140400</c> for a small country.</param>
/// <param name="Scale">
/// Multiplies the number of townships, departments and institutions of a division; its government, general office and
/// at least one of each kind stay.
/// </param>
/// <param name="Spoilt">The share of reports with tables that carry an error.</param>
public sealed record CountryPlan(
    int Seed = 1, string Under = "000000", double Scale = 1, double Spoilt = Shares.Spoilt)
{
    /// <summary>The first year for which there are reports: that of the national form of 2014.</summary>
    public const int FirstYear = 2014;

    /// <summary>One prefecture with its counties: about 200 organs.</summary>
    public static readonly CountryPlan Small = new(Under: "140400", Scale: 0.13);
}
