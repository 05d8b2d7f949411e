using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatsService.Embedded;

namespace StatsService.EmbeddedOwner;

/// <summary>What the service does with its database, and nothing else: for tests to start, stop and kill.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var loggers = LoggerFactory.Create(l => l.AddSimpleConsole(o => o.SingleLine = true));
        try
        {
            if (args is ["throwaway"])
            {
                await using var server = await EmbeddedPostgres.Start(
                    EmbeddedPostgresOptions.ForTests, loggers.CreateLogger<EmbeddedPostgres>());
                return await Serve(Host.CreateApplicationBuilder(), server.ConnectionString);
            }

            var builder = Host.CreateApplicationBuilder(args);
            await using var database = await StatsDatabase.Open(builder.Configuration, loggers);
            return await Serve(builder, database.ConnectionString);
        }
        catch (EmbeddedPostgresException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> Serve(HostApplicationBuilder builder, string connectionString)
    {
        using var host = builder.Build();
        await Console.Out.WriteLineAsync("READY " + connectionString);
        await host.RunAsync();
        return 0;
    }
}
