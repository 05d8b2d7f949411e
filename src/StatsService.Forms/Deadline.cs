namespace StatsService.Forms;

/// <summary>The last day on which a report may be published, and where that is ordered.</summary>
public sealed record Deadline(DateOnly Date, string Source);
