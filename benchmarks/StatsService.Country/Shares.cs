using StatsService.Forms;

namespace StatsService.Country;

/// <summary>What is assumed of the country: every share stands here and in docs/country.md, and nowhere else.</summary>
public static class Shares
{
    /// <summary>Reports that print their zeros; the others leave those cells blank.</summary>
    public const double PrintsZeros = 0.66;

    /// <summary>Reports with one labelled error.</summary>
    public const double Spoilt = 0.04;

    /// <summary>
    /// Of the spoilt reports of departments and institutions: those that have the tables of their general office; and
    /// of these, those that someone marked a copy.
    /// </summary>
    public const double Copied = 0.1;
    public const double MarkedCopies = 0.8;

    /// <summary>Of the years to 2018: reports that print sentences only.</summary>
    public const double SentencesOnly = 0.55;

    /// <summary>From 2021: reports with table 3 on the form of 2019.</summary>
    public const double Hybrid = 0.02;

    /// <summary>Reports with tables that state the applications received (if any) in a sentence too.</summary>
    public const double StatesReceived = 0.4;

    /// <summary>From 2021: reports that state the fees collected for information processing.</summary>
    public const double StatesFees = 0.3;

    /// <summary>Reports of a region whose items (五)(六)(八) of table 2 are of the level.</summary>
    public const double LevelItems = 0.2;

    public const double Exempt = 0.005;
    public const double Missing = 0.03;
    public const double Late = 0.05;
    public const double Withdrawn = 0.005;
    public const double Corrected = 0.02;

    /// <summary>What a government publishes, every year the same; the rest, 8 %, has an unknown scope.</summary>
    public const double LevelOnly = 0.35;
    public const double RegionOnly = 0.40;
    public const double Both = 0.17;

    /// <summary>Applications that are not settled in their year.</summary>
    public const double CarriedOut = 0.06;

    /// <summary>Of figures that stay much the same over the years: those that are twelve times as much.</summary>
    public const double Jump = 0.01;

    /// <summary>The share of organs without an application in a year.</summary>
    public static double WithoutApplications(OrganKind kind, DivisionLevel level) => (kind, level) switch
    {
        (OrganKind.GeneralOffice, _) => 0.10,
        (OrganKind.Township, _) => 0.68,
        (OrganKind.PublicInstitution, _) => 0.70,
        (_, DivisionLevel.Nation) => 0.20,
        (_, DivisionLevel.Province) => 0.45,
        (_, DivisionLevel.Prefecture) => 0.50,
        _ => 0.60,
    };

    /// <summary>
    /// Applications of those that have some are log-normal: mean and spread of the logarithm. General offices take
    /// those that are addressed to the government, and have the heavy tail.
    /// </summary>
    internal static (double Mean, double Spread) Applications(OrganKind kind, DivisionLevel level) =>
        (kind, level) switch
        {
            (OrganKind.GeneralOffice, DivisionLevel.Province) => (6.0, 0.9),
            (OrganKind.GeneralOffice, DivisionLevel.Prefecture) => (4.4, 1.2),
            (OrganKind.GeneralOffice, _) => (3.0, 1.3),
            (_, DivisionLevel.Nation) => (5.0, 1.3),
            (_, DivisionLevel.Province) => (3.0, 1.3),
            (_, DivisionLevel.Prefecture) => (1.8, 1.3),
            _ => (0.9, 1.2),
        };
}
