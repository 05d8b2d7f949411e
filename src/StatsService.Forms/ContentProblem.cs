namespace StatsService.Forms;

/// <summary>Why a report cannot be understood. Broken sums are no such problem: they are findings.</summary>
/// <param name="Reason">Stable: <c>UNKNOWN_CELL</c>, <c>CELL_TYPE_MISMATCH</c> …</param>
/// <param name="Path">The field, from the report on: <c>tables[0].cells["x"]</c>.</param>
/// <param name="Suggestion">The nearest thing that would be understood.</param>
public sealed record ContentProblem(string Reason, string Path, LocalizedText Message, string? Suggestion = null);
