namespace StatsService.Forms.Loading;

/// <summary>A topic as written in <c>Indicators/topics.json</c>.</summary>
internal sealed record TopicFile(string Id, string Zh, string En, IReadOnlyList<string> Indicators)
{
    public Topic ToTopic() => new(Id, new(Zh, En), Indicators);
}
