using Microsoft.Extensions.Logging.Abstractions;
using StatsService.Benchmarks;
using StatsService.Embedded;

// Each benchmark measures both sides of its ratio side by side in this one run; docs/performance.md holds the figures.
var all = new Dictionary<string, Func<string, BenchmarkSize, Task>>(StringComparer.Ordinal)
{
    ["stored-shape"] = (connection, _) => StoredShape.Run(connection),
    ["measuring"] = (_, _) => Measuring.Run(),
    ["registry"] = RegistryLoad.Run,
    ["filing"] = FilingSpeed.Run,
    ["country"] = CountryFigures.Run,
    ["freshness"] = Freshness.Run,
    ["changes"] = FeedOfChanges.Run,
    ["streams"] = StreamMemory.Run,
};
if (args is ["precision"])
{
    // Needs no database, and its output is docs/precision.md.
    await Precision.Run();
    return 0;
}

if (args is ["neighbours", var folder])
{
    await Neighbours.Write(folder);
    return 0;
}

var names = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
if (BenchmarkSize.Of(args[names.Count..]) is not { } size || names.Except(all.Keys, StringComparer.Ordinal).Any())
{
    await Console.Error.WriteLineAsync(
        "用法 | Usage: bench.sh precision | bench.sh [NAME…] [--full | --size N]；NAME: " +
        string.Join(", ", all.Keys));
    return 2;
}

await using var server = await EmbeddedPostgres.Start(
    EmbeddedPostgresOptions.ForTests with { SharedBuffersMegabytes = 1024 }, NullLogger.Instance);
foreach (var name in names.Count > 0 ? names : [.. all.Keys])
{
    await all[name](server.ConnectionString, size);
}

return 0;
