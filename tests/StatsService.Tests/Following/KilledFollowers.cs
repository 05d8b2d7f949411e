using System.Collections.Concurrent;
using System.Globalization;
using Ogi.Stats.V1;
using StatsService.Client;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Following;

/// <summary>
/// Eight writers file, correct, review and withdraw, register and move; some of their transactions are held open up to
/// the limit, some broken off. Meanwhile followers, their connections, the service and PostgreSQL are killed at random
/// points. At the end each follower has what the service has, and the one that keeps a journal every change once.
/// </summary>
/// <remarks><c>scripts/prove.sh follower</c> runs it in full.</remarks>
public sealed class KilledFollowers
{
    private const int Writers = 8;

    private static readonly int Writes = int.Parse(
        Environment.GetEnvironmentVariable("STATS_PROVE_WRITES") ?? "240", CultureInfo.InvariantCulture);

    /// <summary>Writes that succeed between two kills, at most.</summary>
    private static readonly int BetweenKills = Math.Clamp(Writes / 8, 1, 200);

    private static readonly Act[] Acts =
    [
        .. Enumerable.Repeat(Act.File, 10), Act.Withdraw, Act.Withdraw, .. Enum.GetValues<Act>(),
    ];

    private readonly Random _random = new(Environment.TickCount);

    [Fact]
    public async Task They_miss_nothing_and_get_nothing_twice()
    {
        await using var site = await KilledSite.Begin();
        var countries = new List<SmallCountry>();
        for (var i = 0; i < Writers; i++)
        {
            countries.Add(await SmallCountry.New(site.Channel));
        }

        var copy = await TestDatabases.CreateEmpty();
        var folder = Directory.CreateTempSubdirectory("stats-copy-").FullName;
        var journal = new Journal(site.Cable.Address);
        string[] server = ["--server", site.Cable.Address];
        await using var reader = FollowingProcess.Statsctl(() => journal.Arguments, journal.Add);
        await using var toDatabase = FollowingProcess.Statsctl(
            () => ["pull", "--watch", "--to", copy, .. server], _ => { });
        await using var toFolder = FollowingProcess.Statsctl(
            () => ["pull", "--watch", "--to", folder, .. server], _ => { });
        FollowingProcess[] followers = [reader, toDatabase, toFolder];
        Array.ForEach(followers, follower => follower.Start());

        using var enough = new CancellationTokenSource();
        var done = new ConcurrentBag<int>();
        var killing = Kill(site, followers, done, enough.Token);
        var holding = Hold(site, enough.Token);
        await Task.WhenAll(countries.Select((country, writer) => Task.Run(() => Write(country, writer, done))));
        await enough.CancelAsync();
        var (kills, held) = (await killing, await holding);
        Assert.True(held > 0, "No transaction was held open.");
        Assert.Empty(Enum.GetValues<Victim>().Except(kills));

        using var client = new StatsClient(site.Service);
        var all = await Changes(client);
        await journal.Reaches(all.Count, reader);
        foreach (var follower in followers)
        {
            await follower.Kill();
        }

        var missing = all.Except(journal.Changes, StringComparer.Ordinal).Count();
        var duplicate = journal.Changes.Count - journal.Changes.Distinct(StringComparer.Ordinal).Count();
        foreach (var to in new[] { copy, folder })
        {
            var pulled = await TestTools.Statsctl.Run(["pull", "--to", to, .. server]);
            Assert.True(pulled.ExitCode == 0, pulled.Error);
        }

        var source = await Source.Read(client);
        var copies = new[] { await Copies.InDatabase(copy), await Copies.InFolder(folder) };
        missing += copies.Sum(each => source.Count(pair => !each.TryGetValue(pair.Key, out var one)
            || !pair.Value.Equals(one)));
        duplicate += copies.Sum(each => each.Keys.Except(source.Keys, StringComparer.Ordinal).Count());
        Tell(kills.Count, all.Count, missing, duplicate);

        Assert.Equal(all, journal.Changes);
        Assert.Equal((0, 0), (missing, duplicate));
        await TestDatabases.Drop(copy);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What each change is told from others by.</summary>
    internal static string Key(Change change) =>
        $"{change.Event.Position} {change.Kind} {change.Report}{change.Organ}{change.Division}{change.CatalogVersion}";

    /// <summary>The journal of a follower from position 0, read at once.</summary>
    private static async Task<IReadOnlyList<string>> Changes(StatsClient client)
    {
        var (changes, request) = (new List<string>(), new ListChangesRequest { PageSize = 5000 });
        ListChangesResponse page;
        do
        {
            page = await client.Changes.ListChangesAsync(request);
            changes.AddRange(page.Changes.Select(Key));
            request.AfterPosition = page.Position;
        }
        while (page.HasMore);

        return changes;
    }

    private static async Task Write(SmallCountry country, int writer, ConcurrentBag<int> done)
    {
        var (work, random) = (new SmallCountryAtWork(country, writer), new Random(Environment.TickCount + writer));
        while (done.Count < Writes)
        {
            var step = new Step(
                Acts[random.Next(Acts.Length)], random.Next(1, 1000), random.Next(1000), random.Next(1000));
            if (await KilledSite.Succeeds(() => work.Do(step)))
            {
                done.Add(writer);
            }
        }
    }

    private async Task<List<Victim>> Kill(
        KilledSite site, FollowingProcess[] followers, ConcurrentBag<int> done, CancellationToken enough)
    {
        var kills = new List<Victim>();
        var victims = Enum.GetValues<Victim>();
        while (!enough.IsCancellationRequested || kills.Count < victims.Length)
        {
            var next = done.Count + _random.Next(1, BetweenKills);
            while (done.Count < next && !enough.IsCancellationRequested)
            {
                await Task.Delay(20, CancellationToken.None);
            }

            // Each at least once; then whichever.
            var victim = kills.Count < victims.Length ? victims[kills.Count] : victims[_random.Next(victims.Length)];
            if (await KilledSite.Succeeds(() => victim switch
            {
                Victim.Follower => followers[_random.Next(followers.Length)].Restart(),
                Victim.Connection => site.Cut(),
                Victim.Service => site.KillService(),
                _ => CrashedPostgres.Crash(site.Database),
            }))
            {
                kills.Add(victim);
            }

            foreach (var follower in followers.Where(follower => follower.HasEnded))
            {
                await follower.Restart();
            }
        }

        return kills;
    }

    private async Task<int> Hold(KilledSite site, CancellationToken enough)
    {
        using var client = new StatsClient(site.Service);
        var writer = new HeldWriter(site.Database, client, new Random(_random.Next()));
        var count = 0;
        while (!enough.IsCancellationRequested || (writer.Held == 0 && count < 50))
        {
            // Some up to the limit of 10 s and beyond.
            var longest = TimeSpan.FromSeconds(count++ % 5 == 0 ? 13 : 1);
            await KilledSite.Succeeds(() => writer.Hold(longest));
            await Task.Delay(100, CancellationToken.None);
        }

        return writer.Held;
    }

    private static void Tell(int kills, int changes, int missing, int duplicate)
    {
        var verdict = missing == 0 && duplicate == 0 ? "PASS" : "SHORT";
        var line = $"kills {kills}, changes {changes}, missing {missing}, duplicate {duplicate}: {verdict}";
        if (Environment.GetEnvironmentVariable("STATS_PROVE_RESULT") is { Length: > 0 } file)
        {
            File.WriteAllText(file, line + "\n");
        }
    }

    private enum Victim
    {
        Follower,
        Connection,
        Service,
        Postgres,
    }
}
