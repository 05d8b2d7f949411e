namespace StatsService.Forms.Loading;

/// <summary>The rules on copies as written in <c>Common/copies.json</c>.</summary>
internal sealed record CopyFile(int MinFilled, int MinDistinct, RuleFile Identical, RuleFile Differs)
{
    public CopyRules ToRules() => new(MinFilled, MinDistinct, Identical.ToRule(), Differs.ToRule());
}
