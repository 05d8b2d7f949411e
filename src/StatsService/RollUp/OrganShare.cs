using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>What the reports of one organ for one year give to the node of its division; null: nothing.</summary>
/// <param name="Published">Its <c>REGION</c> part, if it speaks for the division.</param>
/// <param name="Level">Its <c>LEVEL</c> part, if it speaks for the division.</param>
/// <param name="Own">Its <c>ORGAN</c> part, and that it was expected or given.</param>
/// <param name="Vertical">The same, if it belongs to a vertical system.</param>
internal sealed record OrganShare(FigureSums? Published, FigureSums? Level, FigureSums? Own, FigureSums? Vertical);
