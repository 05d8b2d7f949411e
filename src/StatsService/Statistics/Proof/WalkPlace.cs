using System.Globalization;
using StatsService.Failures;

namespace StatsService.Statistics.Proof;

/// <summary>Where a contribution stands among all of a figure: what a page token remembers.</summary>
/// <param name="Organ">Empty: what a division as a whole contributes.</param>
/// <param name="Row">Its index among those of the same organ or division.</param>
internal sealed record WalkPlace(string Division, string Organ, int Row)
{
    public static WalkPlace Parse(string text) =>
        text.Split('/') is [var division, var organ, var row]
        && int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(division, organ, number)
            : throw Refusals.PageTokenMismatch();

    /// <summary>Whether another one of the same division comes later.</summary>
    public bool IsBefore(WalkPlace other) => string.CompareOrdinal(Organ, other.Organ) switch
    {
        0 => Row < other.Row,
        var order => order < 0,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Division}/{Organ}/{Row}");
}
