namespace StatsService.Tests.Fixtures;

/// <summary>A service that knows its callers by their tokens, and no other callers.</summary>
public sealed class SignedInFixture : ServiceFixture
{
    private readonly string _jwks = Path.Combine(Path.GetTempPath(), $"stats-test-{Guid.NewGuid():N}.json");

    internal TestKey Key { get; private set; } = new();

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Auth:JwksFile", _jwks), ("Auth:Issuer", TestKey.Issuer), ("Auth:Audience", TestKey.Audience)];

    public override async Task InitializeAsync()
    {
        WriteJwks(TestKey.Jwks(Key));
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        File.Delete(_jwks);
    }

    /// <summary>As a key is rolled over: beside the old file, then in its place.</summary>
    internal void WriteJwks(string contents)
    {
        File.WriteAllText(_jwks + ".new", contents);
        File.Move(_jwks + ".new", _jwks, overwrite: true);
    }
}
