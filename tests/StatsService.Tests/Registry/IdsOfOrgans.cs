using StatsService.Registry;

namespace StatsService.Tests.Registry;

/// <summary>Ids that the service gives.</summary>
public sealed class IdsOfOrgans
{
    [Fact]
    public void However_many_are_made_at_one_moment_no_two_are_alike_and_each_comes_after_those_before()
    {
        var ids = new OrganIds(new Standing());
        var made = Enumerable.Range(0, 20_000).Select(_ => ids.New()).ToList();

        Assert.Equal(made.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), made);
        Assert.All(made, id => Assert.Matches("^o-[0-9a-hjkmnp-tv-z]{13}$", id));
    }

    private sealed class Standing : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56);
    }
}
