using System.Collections.Concurrent;
using System.Text.Json;

namespace StatsService.Exports;

/// <summary>The values of the API's enums, as its JSON writes them but without the enum's name before them.</summary>
internal static class ExportWords
{
    private static readonly ConcurrentDictionary<Enum, string> Words = new();

    /// <summary>NOT_APPLICABLE; empty for what is not stated.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Words.GetOrAdd(value, static found =>
            Convert.ToInt32(found, System.Globalization.CultureInfo.InvariantCulture) == 0
                ? ""
                : JsonNamingPolicy.SnakeCaseUpper.ConvertName(found.ToString()));
}
