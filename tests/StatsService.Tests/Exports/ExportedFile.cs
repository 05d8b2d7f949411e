using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Net.Client;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Exports;

/// <summary>An export as a client gets it, with what every export promises checked.</summary>
internal sealed record ExportedFile(ExportManifest Manifest, byte[] Bytes, ExportTrailer Trailer)
{
    public static readonly IReadOnlyList<ExportFormat> Flat =
        [ExportFormat.Csv, ExportFormat.CsvBom, ExportFormat.Xlsx, ExportFormat.Ndjson, ExportFormat.Parquet];

    public static Task<ExportedFile> Of(
        ServiceFixture service, ExportReportsRequest request, Metadata? caller = null) =>
        Of(service.Channel, request, caller);

    public static Task<ExportedFile> Of(ServiceFixture service, ExportFiguresRequest request) =>
        Of(service.Channel, request);

    public static async Task<ExportedFile> Of(
        GrpcChannel channel, ExportReportsRequest request, Metadata? caller = null)
    {
        using var call = new ExportService.ExportServiceClient(channel).ExportReports(request, caller);
        return await Of(call.ResponseStream.ReadAllAsync().Select(response => response.Part));
    }

    public static async Task<ExportedFile> Of(GrpcChannel channel, ExportFiguresRequest request)
    {
        using var call = new ExportService.ExportServiceClient(channel).ExportFigures(request);
        return await Of(call.ResponseStream.ReadAllAsync().Select(response => response.Part));
    }

    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> Rows()
    {
        var rows = await ExportReaders.Read(Manifest, Bytes);
        Assert.Equal(Trailer.RowCount, rows.Count);
        return rows;
    }

    private static async Task<ExportedFile> Of(IAsyncEnumerable<ExportPart> parts)
    {
        var all = await parts.ToListAsync();
        Assert.NotNull(all[0].Manifest);
        Assert.NotNull(all[^1].Trailer);
        Assert.All(all[1..^1], part => Assert.True(part.Manifest is null && part.Trailer is null));
        Assert.All(all, part => Assert.InRange(part.Data.Length, 0, 256 * 1024));
        byte[] bytes = [.. all.SelectMany(part => part.Data)];
        var (trailer, progress) = (all[^1].Trailer, all.Last(part => part.Progress is not null).Progress);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), trailer.Sha256);
        Assert.Equal(bytes.Length, trailer.ByteCount);
        Assert.Equal(trailer.RowCount, progress.RowCount);
        return new(all[0].Manifest, bytes, trailer);
    }
}
