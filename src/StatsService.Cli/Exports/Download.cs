using System.Security.Cryptography;
using Grpc.Core;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Exports;

/// <summary>Writes an export to a file, which gets its name only once it is whole.</summary>
internal static class Download
{
    /// <param name="open">Begins the call.</param>
    /// <param name="part">What an answer holds.</param>
    public static async Task<int> Run<TResponse>(
        Session session, string path, Func<CallOptions, AsyncServerStreamingCall<TResponse>> open,
        Func<TResponse, Wire.ExportPart> part, CancellationToken ct)
    {
        var unfinished = path + ".part";
        var parts = Streams.Answers(session.Server, open, ct).Select(part);
        try
        {
            var written = await session.Screen.WithBar(show => Write(unfinished, parts, show, ct));
            if (written is not var (manifest, trailer))
            {
                session.Screen.Complain(new(
                    "收到的文件不完整或已损坏（与服务所述的SHA-256不符），已删除；请重新导出。",
                    "The file came incomplete or damaged (it does not fit the SHA-256 that the service told) and was "
                    + "deleted; export again."));
                return ExitCodes.Failed;
            }

            File.Move(unfinished, path, overwrite: true);
            session.Screen.Answer(new Wire.ExportPart { Manifest = manifest });
            session.Screen.Answer(new Wire.ExportPart { Trailer = trailer });
            session.Screen.Line($"{path}  {trailer.RowCount:N0} 行 rows, {trailer.ByteCount:N0} 字节 bytes", "bold");
            session.Screen.Line($"  SHA-256: {trailer.Sha256}");
            session.Screen.Line($"  位置 position: {manifest.Stamp.AsOfPosition}");
            return ExitCodes.Ok;
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            session.Screen.Complain(new($"已中断，没有写出{path}。", $"Interrupted: {path} was not written."));
            throw;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <returns>Null: what came is not the whole file, or not as it was sent.</returns>
    private static async Task<(Wire.ExportManifest Manifest, Wire.ExportTrailer Trailer)?> Write(
        string path, IAsyncEnumerable<Wire.ExportPart> parts, Action<BarState> show, CancellationToken ct)
    {
        await using var file = File.Create(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Wire.ExportManifest? manifest = null;
        Wire.ExportTrailer? trailer = null;
        await foreach (var part in parts)
        {
            switch (part.PartCase)
            {
                case Wire.ExportPart.PartOneofCase.Manifest:
                    manifest = part.Manifest;
                    break;
                case Wire.ExportPart.PartOneofCase.Data:
                    hash.AppendData(part.Data.Span);
                    await file.WriteAsync(part.Data.Memory, ct);
                    break;
                case Wire.ExportPart.PartOneofCase.Progress:
                    // What is expected is an estimate: at the end the bar goes, full or not.
                    show(new("导出 export", part.Progress.RowCount, manifest?.ExpectedRowCount));
                    break;
                case Wire.ExportPart.PartOneofCase.Trailer:
                    trailer = part.Trailer;
                    break;
            }
        }

        return manifest is not null && trailer is not null && file.Length == trailer.ByteCount
            && Convert.ToHexStringLower(hash.GetHashAndReset()) == trailer.Sha256
                ? (manifest, trailer)
                : null;
    }
}
