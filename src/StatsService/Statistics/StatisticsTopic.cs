using Google.Protobuf;
using StatsService.Forms.Measuring;

namespace StatsService.Statistics;

/// <summary>What a query asks of every row.</summary>
/// <param name="Fill">Makes the row of some figures, its header apart.</param>
/// <param name="Indicators">The indicators in it: what is compared from year to year.</param>
/// <param name="Sections">The sections of forms that measure what it asks.</param>
/// <param name="Slots">What it looks at of the sums of divisions.</param>
internal sealed record StatisticsTopic<TRow>(
    Func<IFigures, TRow> Fill, IReadOnlyList<string> Indicators,
    IReadOnlySet<(string Form, string Section)> Sections, SlotPick Slots)
    where TRow : IMessage<TRow>
{
    /// <summary>Whether a part of a report may say anything about it.</summary>
    public bool Concerns(CountingPart part) => part.Part.StatedFigures.Count > 0
        || part.Part.Tables.Any(table => table.Sections.Any(section => Sections.Contains((table.Form.Id, section))));
}

/// <summary>A row, what it was made of, and the report that states it.</summary>
/// <param name="Part">None: no report gives these figures.</param>
internal sealed record TopicRow<TRow>(TRow Row, FigureUse Use, CountingPart? Part);
