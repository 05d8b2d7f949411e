using System.Runtime.CompilerServices;
using StatsService.Failures;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>The parts of an export: manifest, bytes as they are written, trailer.</summary>
internal sealed class ExportParts
{
    /// <summary>Made by an instance at once: each has some pages in memory, and keeps the database busy.</summary>
    private const int MaxExports = 16;

    private int _exports;

    public async IAsyncEnumerable<Wire.ExportPart> Of(
        OpenExport export, [EnumeratorCancellation] CancellationToken ct)
    {
        if (Interlocked.Increment(ref _exports) > MaxExports)
        {
            Interlocked.Decrement(ref _exports);
            throw TooManyExports();
        }

        try
        {
            yield return new() { Manifest = export.Manifest };
            await using var file = new FileParts();
            var rows = 0L;
            await foreach (var written in export.Write(file, ct))
            {
                ct.ThrowIfCancellationRequested();
                rows = written;
                foreach (var data in file.Take())
                {
                    yield return new() { Data = data };
                }

                yield return new() { Progress = new() { RowCount = rows, ByteCount = file.Length } };
            }

            foreach (var data in file.TakeAll())
            {
                yield return new() { Data = data };
            }

            yield return new()
            {
                Trailer = new() { Sha256 = file.Hash(), ByteCount = file.Length, RowCount = rows },
            };
        }
        finally
        {
            Interlocked.Decrement(ref _exports);
        }
    }

    private static Refusal TooManyExports() => new(Google.Rpc.Code.ResourceExhausted, "TOO_MANY_STREAMS", new(
        $"本实例正在导出{MaxExports}个文件；请稍后重试。",
        $"This instance makes {MaxExports} exports already; try again later."))
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };
}
