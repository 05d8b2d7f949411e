namespace StatsService.Registry;

/// <summary>
/// Unified social credit codes 统一社会信用代码 (GB 32100-2015): 18 characters, the last of which checks the others.
/// </summary>
internal static class UnifiedCode
{
    private const int Length = 18;
    private const int Base = 31;
    private const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Whether it is meant to be one: nothing else has 18 letters and digits.</summary>
    public static bool IsMeant(string code) => code.Length == Length && code.All(char.IsAsciiLetterOrDigit);

    public static bool IsValid(string code)
    {
        if (code.Length != Length || !code.All(Characters.Contains))
        {
            return false;
        }

        var (sum, weight) = (0, 1);
        foreach (var c in code.AsSpan(0, Length - 1))
        {
            sum += Characters.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % Base;
        }

        return code[^1] == Characters[(Base - (sum % Base)) % Base];
    }
}
