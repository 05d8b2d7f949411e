using Grpc.Net.Client;
using Ogi.Stats.V1;

namespace StatsService.Tests.Exports;

/// <summary>Reports and figures of a division in every format there is, and the same again.</summary>
internal static class EveryExport
{
    /// <param name="position">The figures have counted all up to there.</param>
    public static async Task<IReadOnlyList<ExportedFile>> Of(GrpcChannel channel, string division, string position)
    {
        var files = new List<ExportedFile>();
        foreach (var format in ExportedFile.Flat.Append(ExportFormat.XlsxOfficial))
        {
            files.Add(await ExportedFile.Of(channel, new ExportReportsRequest
            {
                Filter = new() { Divisions = { division } },
                Format = format,
            }));
        }

        foreach (var format in ExportedFile.Flat)
        {
            files.Add(await ExportedFile.Of(channel, new ExportFiguresRequest
            {
                Selection = new() { Divisions = { division }, FirstYear = 2019, LastYear = 2023 },
                Indicators = { "applications.*" },
                Format = format,
                Read = new() { MinPosition = position },
            }));
        }

        return files;
    }

    /// <summary>What the queries of their manifests give.</summary>
    public static async Task<IReadOnlyList<ExportedFile>> Again(GrpcChannel channel, IEnumerable<ExportedFile> files)
    {
        var again = new List<ExportedFile>();
        foreach (var query in files.Select(file => file.Manifest.Query))
        {
            again.Add(query.Contains("selection", StringComparison.Ordinal)
                ? await ExportedFile.Of(channel, ExportFiguresRequest.Parser.ParseJson(query))
                : await ExportedFile.Of(channel, ExportReportsRequest.Parser.ParseJson(query)));
        }

        return again;
    }
}
