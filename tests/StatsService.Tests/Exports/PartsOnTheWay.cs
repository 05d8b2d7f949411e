using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Exports;

/// <summary>Gets at the parts of an export between the service and the wire.</summary>
/// <param name="change">Given each before it is sent; may change it or hold it back.</param>
internal sealed class PartsOnTheWay(Func<ExportPart, CancellationToken, Task> change) : Interceptor
{
    /// <summary>A service on this database, whose exports it gets at.</summary>
    public static RunningService Serve(
        string connectionString, Func<ExportPart, CancellationToken, Task> change) => new(connectionString, services =>
        {
            services.AddSingleton(new PartsOnTheWay(change));
            services.Configure<GrpcServiceOptions>(options => options.Interceptors.Add<PartsOnTheWay>());
        });

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(request, new Writer<TResponse>(responseStream, change), context);

    private sealed class Writer<T>(IServerStreamWriter<T> wire, Func<ExportPart, CancellationToken, Task> change)
        : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => wire.WriteOptions;
            set => wire.WriteOptions = value;
        }

        public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

        public async Task WriteAsync(T message, CancellationToken cancellationToken)
        {
            if (message is ExportReportsResponse export)
            {
                await change(export.Part, cancellationToken);
            }

            await wire.WriteAsync(message, cancellationToken);
        }
    }
}
