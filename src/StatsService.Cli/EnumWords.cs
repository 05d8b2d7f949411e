using System.Text;

namespace StatsService.Cli;

/// <summary>Values of enums as words of the command line: <c>NaturalPerson</c> is <c>natural_person</c>.</summary>
internal static class EnumWords
{
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            word.Append(char.IsUpper(letter) && word.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }

    /// <summary>All values but the unspecified one, by word.</summary>
    public static IReadOnlyDictionary<string, T> All<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => !value.Equals(default(T))).ToDictionary(Of, StringComparer.Ordinal);
}
