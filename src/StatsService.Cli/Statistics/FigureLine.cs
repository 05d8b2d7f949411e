namespace StatsService.Cli.Statistics;

/// <summary>One figure of a row of statistics.</summary>
/// <param name="Order">Its place among the figures that such a row can have.</param>
/// <param name="Title">In Chinese, as the forms have it.</param>
/// <param name="Code">Its indicator.</param>
/// <param name="Value">The figure, or a dash and why there is none.</param>
/// <param name="IsTold">Whether a report says anything of it: a number, or a cell without one.</param>
internal sealed record FigureLine(int Order, string Title, string Code, string Value, bool IsTold);
