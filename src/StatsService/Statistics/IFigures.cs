using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.Statistics;

/// <summary>What fills a row: a part of a report, or the sum of many.</summary>
internal interface IFigures
{
    /// <summary>The forms of the tables.</summary>
    IEnumerable<Form> Forms { get; }

    Measured Measure(string indicator, ApplicantKind applicant = ApplicantKind.Unspecified);

    MeasuredRate Divide(
        IReadOnlyList<string> numerator, IReadOnlyList<string> denominator,
        ApplicantKind applicant = ApplicantKind.Unspecified);

    /// <summary>What a sum is made of; null where it is none.</summary>
    SlotSum? Sum(string indicator, ApplicantKind applicant);
}
