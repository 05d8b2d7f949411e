using Microsoft.Extensions.Logging.Abstractions;
using StatsService.Benchmarks;
using StatsService.Embedded;

// Each benchmark measures both sides of its ratio side by side in this one run; docs/performance.md holds the figures.
var all = new Dictionary<string, Func<string, Task>>(StringComparer.Ordinal)
{
    ["stored-shape"] = StoredShape.Run,
    ["measuring"] = _ => Measuring.Run(),
};
if (args is ["precision"])
{
    // Needs no database, and its output is docs/precision.md.
    await Precision.Run();
    return 0;
}

if (args.Except(all.Keys, StringComparer.Ordinal).Any())
{
    await Console.Error.WriteLineAsync(
        $"没有这个基准测试；现有 | There is no such benchmark; there are: precision, {string.Join(", ", all.Keys)}");
    return 2;
}

await using var server = await EmbeddedPostgres.Start(
    EmbeddedPostgresOptions.ForTests with { SharedBuffersMegabytes = 1024 }, NullLogger.Instance);
foreach (var name in args.Length > 0 ? args : [.. all.Keys])
{
    await all[name](server.ConnectionString);
}

return 0;
