namespace StatsService.Forms.Checking;

/// <summary>Which standings some terms have: a set.</summary>
internal readonly record struct Standings
{
    private readonly int _bits;

    public Standings(params ReadOnlySpan<Standing> some)
    {
        foreach (var standing in some)
        {
            _bits |= 1 << (int)standing;
        }
    }

    private Standings(int bits) => _bits = bits;

    public bool Contains(Standing standing) => (_bits & (1 << (int)standing)) != 0;

    /// <summary>Whether there is no other; also where there is none at all.</summary>
    public bool AreAll(Standing standing) => (_bits & ~(1 << (int)standing)) == 0;

    public bool AreAll(Standing one, Standing other) => (_bits & ~((1 << (int)one) | (1 << (int)other))) == 0;

    public static Standings operator |(Standings a, Standings b) => new(a._bits | b._bits);

    public static Standings operator |(Standings some, Standing another) => new(some._bits | (1 << (int)another));
}
