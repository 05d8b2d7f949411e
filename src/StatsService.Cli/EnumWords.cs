using System.Text.Json;

namespace StatsService.Cli;

/// <summary>Values of enums as words of the command line: <c>NaturalPerson</c> is <c>natural_person</c>.</summary>
internal static class EnumWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>All values but the unspecified one, by word.</summary>
    public static IReadOnlyDictionary<string, T> All<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => !value.Equals(default(T))).ToDictionary(Of, StringComparer.Ordinal);
}
