using StatsService.Embedded;
using StatsService.Hosting;

// The settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
using var startup = LoggerFactory.Create(
    log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole());
try
{
    // Around the host, so that requests in flight finish before an embedded database stops.
    await using var database = await StatsDatabase.Open(builder.Configuration, startup);
    builder.AddStatsService(database.ConnectionString);

    await using var app = builder.Build();
    app.MapStatsService();
    await app.Services.PrepareStore(app.Lifetime.ApplicationStopping);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is EmbeddedPostgresException or StartRefusedException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
