using System.Net;
using System.Net.Sockets;

namespace StatsService.Tests.Fixtures;

/// <summary>A port that nothing listens at, for what must know its address before it starts.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
