using Grpc.Net.Client;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;

namespace StatsService.Tests.Fixtures;

/// <summary>
/// A running service for a class of tests. Nothing is cleared between them: each has organs of its own.
/// </summary>
public class ServiceFixture : IAsyncLifetime
{
    private RunningService? _service;
    private string? _database;

    public GrpcChannel Channel { get; private set; } = null!;

    public ReportService.ReportServiceClient Reports => new(Channel);

    public RegistryService.RegistryServiceClient Registry => new(Channel);

    public FormService.FormServiceClient Forms => new(Channel);

    public StatisticsService.StatisticsServiceClient Statistics => new(Channel);

    public string GrpcAddress => _service!.GrpcAddress;

    public string HttpAddress => _service!.HttpAddress;

    public string ConnectionString => _database!;

    public IServiceProvider Services => _service!.Services;

    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    /// <summary>Beyond where it listens and its database.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    public virtual async Task InitializeAsync()
    {
        _database = await TestDatabases.Create();
        _service = new RunningService(_database, [.. Settings]);
        Channel = _service.Connect();
    }

    public virtual async Task DisposeAsync()
    {
        Channel.Dispose();
        await _service!.DisposeAsync();
        await TestDatabases.Drop(_database!);
    }
}
