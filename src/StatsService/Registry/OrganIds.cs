using System.Security.Cryptography;
using StatsService.Forms;

namespace StatsService.Registry;

/// <summary>Ids of organs that are registered without one (decision 2).</summary>
internal static class OrganIds
{
    private const string Characters = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Ids of ours begin with it; no division's does.</summary>
    public const string Own = "o-";

    private const int TimeLength = 9;
    private const int RandomLength = 4;
    private const int Base = 32;

    /// <summary>
    /// Of a people's government its division's code; else the unified social credit code, where one is known; else one
    /// of ours.
    /// </summary>
    public static string Of(OrganDraft draft, TimeProvider clock) =>
        draft.Id
        ?? (draft.Organ.Kind == (int)OrganKind.Government ? draft.Organ.Division : null)
        ?? draft.Organ.Codes.FirstOrDefault(UnifiedCode.IsValid)
        ?? New(clock);

    /// <summary>
    /// Short and in the order of time; that two are alike is next to impossible, and then the second is refused.
    /// </summary>
    private static string New(TimeProvider clock)
    {
        Span<char> id = stackalloc char[TimeLength + RandomLength];
        var rest = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = TimeLength - 1; i >= 0; i--)
        {
            id[i] = Characters[(int)(rest % Base)];
            rest /= Base;
        }

        RandomNumberGenerator.GetItems(Characters, id[TimeLength..]);
        return $"{Own}{id}";
    }
}
