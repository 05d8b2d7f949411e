using System.Globalization;
using StatsService.Failures;

namespace StatsService.Statistics;

/// <summary>Where a row stands among all rows of a selection: what a page token remembers.</summary>
/// <param name="Organ">The index of its organ in the selection.</param>
/// <param name="Row">Its index among the rows of that organ and year.</param>
internal readonly record struct RowPlace(int Organ, int Year, int Row)
{
    /// <summary>Before the first row.</summary>
    public static readonly RowPlace Start = new(0, 0, -1);

    public static RowPlace Parse(string text) =>
        text.Split('/').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList()
            is [>= 0 and var organ, >= 0 and var year, >= 0 and var row]
            ? new(organ, year, row)
            : throw Refusals.PageTokenMismatch();

    public bool IsAfter(RowPlace other) => (Organ, Year, Row).CompareTo((other.Organ, other.Year, other.Row)) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Organ}/{Year}/{Row}");
}
