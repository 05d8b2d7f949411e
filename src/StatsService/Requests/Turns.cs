using System.Collections.Concurrent;

namespace StatsService.Requests;

/// <summary>
/// Lets items that are worked on at the same time wait for those before them that are about the same things.
/// </summary>
internal sealed class Turns
{
    private readonly ConcurrentDictionary<string, Turn> _last = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn of an item. Called for the items one after the other, in their order.</summary>
    /// <param name="about">What the item changes.</param>
    /// <param name="needs">What it only looks at.</param>
    /// <returns>To be disposed of when the item is done.</returns>
    public async Task<IDisposable> Take(
        IReadOnlyCollection<string> about, IEnumerable<string> needs, CancellationToken ct)
    {
        var before = about.Concat(needs).Select(key => _last.GetValueOrDefault(key)).OfType<Turn>().ToList();
        var turn = new Turn(this, about);
        foreach (var key in about)
        {
            _last[key] = turn;
        }

        foreach (var earlier in before)
        {
            await earlier.WaitForEnd(ct);
        }

        return turn;
    }

    private sealed class Turn(Turns turns, IReadOnlyCollection<string> about) : IDisposable
    {
        private readonly SemaphoreSlim _ended = new(0);

        public async Task WaitForEnd(CancellationToken ct)
        {
            await _ended.WaitAsync(ct);
            _ended.Release(); // for the next that waits
        }

        public void Dispose()
        {
            foreach (var key in about)
            {
                turns._last.TryRemove(new(key, this)); // unless a later item took it over
            }

            _ended.Release();
        }
    }
}
