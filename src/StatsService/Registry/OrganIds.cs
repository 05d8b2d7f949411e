using System.Security.Cryptography;
using StatsService.Forms;

namespace StatsService.Registry;

/// <summary>Ids of organs that are registered without one (decision 2).</summary>
internal sealed class OrganIds(TimeProvider clock)
{
    /// <summary>Ids of ours begin with it; no division's does.</summary>
    public const string Own = "o-";

    private const string Characters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 13;
    private const int BitsPerCharacter = 5;

    /// <summary>Four characters, after nine of the time in milliseconds.</summary>
    private const int RandomBits = 20;

    private readonly Lock _lock = new();
    private long _last;

    /// <summary>
    /// Of a people's government its division's code; else the unified social credit code, where one is known; else one
    /// of ours.
    /// </summary>
    public string Of(OrganDraft draft) =>
        draft.Id
        ?? (draft.Organ.Kind == (int)OrganKind.Government ? draft.Organ.Division : null)
        ?? draft.Organ.Codes.FirstOrDefault(UnifiedCode.IsValid)
        ?? New();

    /// <summary>
    /// Short and in the order of time. No two of one instance are alike; that of another instance is next to
    /// impossible, and then the second is refused.
    /// </summary>
    public string New() => Own + string.Create(Length, Next(), static (id, rest) =>
    {
        for (var i = id.Length - 1; i >= 0; i--)
        {
            id[i] = Characters[(int)(rest % Characters.Length)];
            rest >>= BitsPerCharacter;
        }
    });

    private long Next()
    {
        var random = RandomNumberGenerator.GetInt32(1 << RandomBits);
        var next = (clock.GetUtcNow().ToUnixTimeMilliseconds() << RandomBits) | (long)random;
        lock (_lock)
        {
            // An import registers more organs in a millisecond than chance alone keeps apart.
            return _last = Math.Max(next, _last + 1);
        }
    }
}
