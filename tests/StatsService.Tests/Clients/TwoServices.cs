using System.Globalization;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Clients;

/// <summary>Two services with a log each: to a follower of one the other is one whose database was restored.</summary>
public sealed class TwoServices : IAsyncLifetime
{
    /// <summary>Where the examples' page is served: a site whose pages may call.</summary>
    public static readonly int PagePort = FreePort.Find();

    public ServiceFixture One { get; } = new ForPages();

    public ServiceFixture Other { get; } = new ForPages();

    public async Task InitializeAsync()
    {
        await One.InitializeAsync();
        await Other.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await One.DisposeAsync();
        await Other.DisposeAsync();
    }

    private sealed class ForPages : ServiceFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Cors:Origins", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{PagePort}"))];
    }
}
