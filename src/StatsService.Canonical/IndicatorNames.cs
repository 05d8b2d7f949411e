namespace StatsService.Canonical;

/// <summary>Indicators in messages: answers name them as resources, requests may leave the collection out.</summary>
public static class IndicatorNames
{
    private const string Collection = "indicators/";

    public static string Write(string indicator) => Collection + indicator;

    /// <summary>The indicator without its collection.</summary>
    public static string Read(string written) =>
        written.StartsWith(Collection, StringComparison.Ordinal) ? written[Collection.Length..] : written;
}
