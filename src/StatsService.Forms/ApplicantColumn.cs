using System.Text.Json;

namespace StatsService.Forms;

/// <summary>The columns of table 3, by applicant kind: <c>natural_person</c>; <c>total</c> for all together.</summary>
public static class ApplicantColumn
{
    private static readonly Dictionary<ApplicantKind, string> Columns = Enum.GetValues<ApplicantKind>().ToDictionary(
        kind => kind,
        kind => kind == ApplicantKind.Unspecified
            ? "total"
            : JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()));

    public static string Of(ApplicantKind applicant) => Columns[applicant];

    internal static bool IsOne(string column) => Columns.ContainsValue(column);

    /// <summary>The column of one kind, not of all together.</summary>
    internal static bool IsPart(string column) => IsOne(column) && column != Of(ApplicantKind.Unspecified);
}
