using Ogi.Stats.V1;

namespace StatsService.Tests.Following;

/// <summary>
/// Every change in the order in which it came, as someone writes them down who reads <c>statsctl watch --json</c> line
/// by line and goes on after the last whole line.
/// </summary>
internal sealed class Journal(string server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly List<string> _changes = [];
    private string _position = "beginning";

    public IReadOnlyList<string> Arguments =>
        ["watch", "--json", "--after", _position, "--server", server];

    public IReadOnlyList<string> Changes
    {
        get
        {
            lock (_lock)
            {
                return [.. _changes];
            }
        }
    }

    public void Add(string line)
    {
        var part = WatchChangesResponse.Parser.ParseJson(line);
        lock (_lock)
        {
            _changes.AddRange(part.Changes.Select(KilledFollowers.Key));
            _position = part.Position;
        }
    }

    /// <summary>Waits until it has so many changes.</summary>
    public async Task Reaches(int count, FollowingProcess follower)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (Changes.Count < count && TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            if (follower.HasEnded)
            {
                await follower.Restart();
            }

            await Task.Delay(100);
        }
    }
}
