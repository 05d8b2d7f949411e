namespace StatsService.Forms;

/// <summary>A text in both languages of the service.</summary>
public sealed record LocalizedText(string Zh, string En);
