using Google.Protobuf;
using Microsoft.Extensions.Caching.Memory;
using StatsService.Log;

namespace StatsService.RollUp;

/// <summary>
/// Answers at a point of the log, which nothing can change: kept as long as there is room, so that what many ask is
/// made once. Whether a caller may ask is decided before.
/// </summary>
internal sealed class RollUpAnswers : IDisposable
{
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>What an answer takes in memory beyond its size on the wire.</summary>
    private const int Factor = 6;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    public void Dispose() => _answers.Dispose();

    /// <param name="asked">The request without its page and read point.</param>
    /// <param name="page">Which page of it.</param>
    /// <param name="size">Of an answer in bytes on the wire.</param>
    public async Task<T> Get<T>(
        IMessage asked, string page, RollUpPoint point, Func<Task<T>> answer, Func<T, int> size)
        where T : class
    {
        var key = new Key(
            typeof(T), asked.ToByteString(), page, point.Generation, point.Log);
        if (_answers.TryGetValue(key, out T? known))
        {
            return known!;
        }

        var made = await answer();
        using var entry = _answers.CreateEntry(key);
        entry.Value = made;
        entry.Size = 1000 + (Factor * size(made));
        entry.SlidingExpiration = Unused;
        return made;
    }

    private sealed record Key(
        Type Type, ByteString Asked, string Page, int Generation, LogPoint Log);
}
