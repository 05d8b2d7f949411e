using System.Globalization;
using StatsService.Failures;

namespace StatsService.Statistics;

/// <summary>Where a row stands among all rows of a selection: what a page token remembers.</summary>
/// <param name="Organ">The id of its organ, or division.</param>
/// <param name="Row">Its index among the rows of that subject and year.</param>
internal sealed record RowPlace(string Organ, int Year, int Row)
{
    public static RowPlace Parse(string text) =>
        text.Split('/') is [var organ, var year, var row]
        && int.TryParse(year, CultureInfo.InvariantCulture, out var y)
        && int.TryParse(row, CultureInfo.InvariantCulture, out var r)
            ? new(organ, y, r)
            : throw Refusals.PageTokenMismatch();

    /// <summary>Whether another row of the same organ comes later.</summary>
    public bool IsBefore(RowPlace other) => (Year, Row).CompareTo((other.Year, other.Row)) < 0;

    /// <summary>Whether another row is of the same subject and year.</summary>
    public bool IsOf(RowPlace other) => (Organ, Year) == (other.Organ, other.Year);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Organ}/{Year}/{Row}");
}
