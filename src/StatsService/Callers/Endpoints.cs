using System.Net;

namespace StatsService.Callers;

/// <summary>Where the service is going to listen.</summary>
internal static class Endpoints
{
    /// <summary>The first address that other machines may reach, or null.</summary>
    public static string? BeyondLoopback(IConfiguration configuration) =>
        Addresses(configuration).FirstOrDefault(url => !IsLoopback(url));

    /// <summary>All that are configured anywhere, also those that the others override.</summary>
    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var kestrel = configuration.GetSection("Kestrel:Endpoints").GetChildren();
        var ports = Split(configuration["http_ports"]).Concat(Split(configuration["https_ports"]));
        return kestrel.Select(endpoint => endpoint["Url"] ?? "?")
            .Concat(Split(configuration["urls"]))
            .Concat(ports.Select(port => $"http://*:{port}"));
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A host that is neither an address nor localhost means all addresses to Kestrel.</summary>
    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsLoopbackHost(uri.Host);

    /// <summary>Whether a host is this machine by its own name.</summary>
    public static bool IsLoopbackHost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
