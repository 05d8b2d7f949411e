using Google.Protobuf;
using Google.Protobuf.Reflection;
using StatsService.Callers;
using StatsService.OpenApi;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>What makes files of reports and figures.</summary>
internal static class ExportsSetup
{
    public static void AddExports(this IServiceCollection services)
    {
        services.AddSingleton<ExportSizes>();
        services.AddSingleton<ExportReports>();
        services.AddSingleton<ExportFigures>();
        services.AddSingleton<EstimateExport>();
        services.AddSingleton<ExportParts>();
        services.AddSingleton<ExportDownload>();
    }

    /// <summary>Their addresses give files, before the transcoding makes JSON of them, and are described so.</summary>
    public static void MapDownloads(this WebApplication app)
    {
        var service = Wire.ExportServiceReflection.Descriptor.Services[0];
        var reports = app.Services.GetRequiredService<ExportReports>();
        Map(app, service.FindMethodByName(nameof(ExportReports)), (request, caller, ct) =>
            reports.Open((Wire.ExportReportsRequest)request, caller, ct));
        var figures = app.Services.GetRequiredService<ExportFigures>();
        Map(app, service.FindMethodByName(nameof(ExportFigures)), (request, _, ct) =>
            figures.Open((Wire.ExportFiguresRequest)request, ct));
    }

    private static void Map(
        WebApplication app, MethodDescriptor rpc, Func<IMessage, Caller, CancellationToken, Task<OpenExport>> open)
    {
        var download = app.Services.GetRequiredService<ExportDownload>();
        var first = rpc.GetOptions().GetExtension(Google.Api.AnnotationsExtensions.Http);
        foreach (var rule in first.AdditionalBindings.Prepend(first))
        {
            var (path, method) = rule.Get.Length > 0
                ? (rule.Get, HttpMethods.Get)
                : (rule.Post, HttpMethods.Post);
            app.MapMethods(path, [method], http => download.Send(http, rpc, rule, open))
                .WithOrder(-1)
                .WithMetadata(new DescribedRoute(rpc, rule, [.. ExportFormat.MediaTypes])
                {
                    Headers = DownloadHeaders.All,
                });
        }
    }
}
