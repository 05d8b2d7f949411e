using Marten;
using Npgsql;
using StatsService.Log;
using StatsService.Registry;

namespace StatsService.RollUp;

/// <summary>
/// Reads the whole registry as of any settled number of the log: once from its snapshots, then only what changed.
/// </summary>
internal sealed class CountryReader(
    IDocumentStore store, NpgsqlDataSource database, EventStreams streams, HistoryWatch watch) : IDisposable
{
    /// <summary>Which events change the registry, few in a long log: as the index of them says it too.</summary>
    public const string Events =
        "type in ('division_recorded', 'divisions_changed', 'organ_recorded', 'organs_succeeded', 'organ_exempted')";

    /// <summary>Streams replayed at once.</summary>
    private const int AtOnce = 2000;

    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Known? _known;

    public void Dispose() => _loading.Dispose();

    /// <remarks>Nobody waits for whoever reads far back.</remarks>
    public async Task<Country> At(long number, CancellationToken ct)
    {
        var (histories, newest) = Kept() ?? await First(number, ct);
        if (newest.Number == number)
        {
            return newest;
        }

        var country = await Changed(newest, number, ct);
        if (number > newest.Number)
        {
            _known = new(histories, country);
        }

        return country;
    }

    /// <summary>Null: nothing, or what was read of a log that was lost.</summary>
    private Known? Kept() => _known is { } known && known.Histories == watch.Current ? known : null;

    private async Task<Known> First(long number, CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            return Kept() ?? (_known = new(
                watch.Current, number == 0 ? Country.Of(number, new([]), []) : await Load(number, ct)));
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>From the snapshots, and what changed while they were read.</summary>
    private async Task<Country> Load(long number, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var tree = new DivisionTree(await session.Query<Division>().ToListAsync(ct));
        var organs = new List<OrganEntry>();
        await foreach (var organ in session.Query<Organ>().ToAsyncEnumerable(ct))
        {
            // The tree's own string: of a country's organs each names one of few divisions.
            var entry = OrganEntry.Of(organ);
            organs.Add(entry with { Division = tree.Find(entry.Division)?.Code ?? entry.Division });
        }

        var read = Country.Of(number, tree, organs);
        return await Replayed(read, await StreamsIn(number, long.MaxValue, ct), number, ct);
    }

    private async Task<Country> Changed(Country country, long number, CancellationToken ct)
    {
        var (after, upTo) = (Math.Min(country.Number, number), Math.Max(country.Number, number));
        return await Replayed(country, await StreamsIn(after, upTo, ct), number, ct);
    }

    private async Task<Country> Replayed(
        Country country, IReadOnlyCollection<string> changed, long number, CancellationToken ct)
    {
        var divisions = changed.Where(stream => stream.StartsWith(Division.Prefix, StringComparison.Ordinal)).ToList();
        if (divisions.Count > 0)
        {
            var folded = new List<Division>();
            foreach (var some in divisions.Chunk(AtOnce))
            {
                var events = await streams.Events(some, number, ct);
                folded.AddRange(some.Select(id => EventStreams.Fold<Division>(id, events[id])).OfType<Division>());
            }

            var others = country.Tree.All.ExceptBy(divisions, division => division.Id, StringComparer.Ordinal);
            country = country.With(number, new(others.Concat(folded)), []);
        }

        var organs = new List<(string Code, OrganEntry? Organ)>();
        foreach (var some in changed.Except(divisions, StringComparer.Ordinal).Chunk(AtOnce))
        {
            var events = await streams.Events(some, number, ct);
            organs.AddRange(some.Select(id => (
                id[Organ.Prefix.Length..],
                EventStreams.Fold<Organ>(id, events[id]) is { } organ ? OrganEntry.Of(organ) : null)));
        }

        return country.With(number, country.Tree, organs);
    }

    private async Task<IReadOnlyCollection<string>> StreamsIn(long after, long upTo, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select distinct stream_id from ogi.mt_events where seq_id > $1 and seq_id <= $2 and {Events}");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        return await command.ReadIds(ct);
    }

    /// <summary>The newest country that was asked for.</summary>
    private sealed record Known(Histories Histories, Country Country);
}
