using Google.Protobuf;

namespace StatsService.Statistics;

/// <summary>What a query asks of every row.</summary>
/// <param name="Fill">Makes the row of some figures, its header apart.</param>
/// <param name="Indicators">The indicators in it: what is compared from year to year.</param>
internal sealed record StatisticsTopic<TRow>(Func<PartFigures, TRow> Fill, IReadOnlyList<string> Indicators)
    where TRow : IMessage<TRow>;

/// <summary>A row, what it was made of, and the report that states it.</summary>
/// <param name="Part">None: no report gives these figures.</param>
internal sealed record TopicRow<TRow>(TRow Row, FigureUse Use, CountingPart? Part);
