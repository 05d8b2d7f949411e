using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using StatsService.Embedded;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.RollUp;

/// <summary>
/// Sixteen writers at once, four in each of four provinces: they file, correct, return, accept and withdraw, register
/// organs and divisions late, move, exempt, transfer and merge. Meanwhile the service is killed in the middle of a
/// batch, and later a process of PostgreSQL, which then starts again from its log.
/// </summary>
public sealed class ManyWriters : IAsyncLifetime
{
    private const int Provinces = 4;
    private const int WritersEach = 4;

    private static readonly int Steps = Tools.All ? 400 : 30;
    private static readonly Act[] Acts =
    [
        .. Enumerable.Repeat(Act.File, 8), .. Enum.GetValues<Act>(), Act.Accept, Act.Accept, Act.Register, Act.Exempt,
    ];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"stats-writers-{Guid.NewGuid():N}");
    private readonly string _address = $"http://127.0.0.1:{FreePort.Find()}";
    private EmbeddedPostgres _postgres = null!;
    private ServiceProcess _service = null!;

    [Fact]
    public async Task The_roll_up_is_what_their_reports_give_whatever_is_killed_meanwhile()
    {
        using var channel = GrpcChannel.ForAddress(_address);
        var countries = await Task.WhenAll(Enumerable.Range(0, Provinces).Select(_ => SmallCountry.New(channel)));
        await CaughtUp(channel);
        var seed = Environment.TickCount;
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Provinces * WritersEach)
            .Select(writer => Task.Run(() => Write(
                countries[writer % Provinces], writer, new Random(seed + writer), enough.Token)))
            .ToList();

        await using (var within = await ProjectorHeld.Within(_postgres.ConnectionString))
        {
            var reached = within.Reached();
            var first = await Task.WhenAny([reached, .. writers]);
            await first;
            Assert.Same(reached, first);
            await _service.Kill();
        }

        await _service.DisposeAsync();
        _service = await Serve();
        await CrashedPostgres.Crash(_postgres.ConnectionString);
        await enough.CancelAsync();
        var refused = (await Task.WhenAll(writers)).Sum();
        await CaughtUp(channel);

        foreach (var year in SmallCountryAtWork.Years)
        {
            foreach (var country in countries)
            {
                Assert.True(await channel.Received(country.Province, year) > 0, $"seed {seed}");
            }

            Assert.True((await channel.Verify(RolledUp.Nation, year)).DivisionCount > 3000);
            await channel.Verify(RolledUp.Nation, year, Ogi.Stats.V1.ReportSet.Accepted);
        }

        Assert.True(refused > 0, "Nothing was killed while they wrote.");
    }

    public async Task InitializeAsync()
    {
        _postgres = await EmbeddedPostgres.Start(
            new() { DataFolder = _folder, SharedBuffersMegabytes = 64 }, NullLogger.Instance);
        _service = await Serve();
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <param name="enough">Until then it goes on in any case.</param>
    /// <returns>How often the service was not there.</returns>
    private static async Task<int> Write(SmallCountry country, int writer, Random random, CancellationToken enough)
    {
        var work = new SmallCountryAtWork(country, writer);
        var refused = 0;
        for (var i = 0; i < Steps || !enough.IsCancellationRequested; i++)
        {
            var act = Acts[random.Next(Acts.Length)];
            var step = new Step(act, random.Next(1, 1000), random.Next(1000), random.Next(1000));
            while (!await Done(work, step))
            {
                refused++;
                await Task.Delay(100, CancellationToken.None);
            }
        }

        return refused;
    }

    /// <summary>Whether the service was there.</summary>
    private static async Task<bool> Done(SmallCountryAtWork work, Step step)
    {
        try
        {
            await work.Do(step);
            return true;
        }
        catch (RpcException e)
            when (e.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Unknown)
        {
            return false;
        }
    }

    /// <summary>A service that starts for the first time has the whole registry to take in.</summary>
    private static async Task CaughtUp(GrpcChannel channel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await channel.Received(RolledUp.Nation, 2021);
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && tries < 10)
            {
                // It waited for a while, and comes again.
            }
        }
    }

    private Task<ServiceProcess> Serve() =>
        ServiceProcess.Start(_postgres.ConnectionString, ("Kestrel__Endpoints__Grpc__Url", _address));
}
