using System.CommandLine;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;

namespace StatsService.Cli;

/// <summary>One run of a command: where it writes, and the service it may talk to.</summary>
internal sealed class Session(ParseResult parsed) : IDisposable
{
    private readonly Lazy<Connection> _server = new(() => Connection.Open(parsed));

    public Screen Screen { get; } = new(parsed.GetValue(CommonOptions.Json));

    public Connection Server => _server.Value;

    public void Dispose()
    {
        if (_server.IsValueCreated)
        {
            _server.Value.Dispose();
        }
    }
}
