using Microsoft.Extensions.Logging.Abstractions;
using StatsService.Benchmarks;
using StatsService.Embedded;

// Each benchmark measures both sides of its ratio side by side in this one run; docs/performance.md holds the figures.
await using var server = await EmbeddedPostgres.StartAsync(
    EmbeddedPostgresOptions.ForTests with { SharedBuffersMegabytes = 1024 }, NullLogger.Instance);
await StoredShape.Run(server.ConnectionString);
