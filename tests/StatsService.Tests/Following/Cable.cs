using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace StatsService.Tests.Following;

/// <summary>A connection between clients and the service that can be cut: at once, without a word.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = [];
    private readonly IPEndPoint _service;
    private readonly Task _accepting;
    private int _thrownOut;

    public Cable(Uri service)
    {
        _service = new(IPAddress.Loopback, service.Port);
        _listener.Start();
        _accepting = Accept();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>While it is set, whoever connects is thrown out again at once.</summary>
    public bool Broken { get; set; }

    /// <summary>While it is set, clients are heard and get no answer.</summary>
    public bool Silent { get; set; }

    /// <summary>How many were thrown out.</summary>
    public int ThrownOut => _thrownOut;

    public void Cut()
    {
        foreach (var connection in _open.Keys)
        {
            // Reset, as when a line breaks; it may have ended by itself just now.
            connection.Client?.Close(0);
            connection.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                if (Broken)
                {
                    client.Close();
                    Interlocked.Increment(ref _thrownOut);
                }
                else
                {
                    _ = Join(client);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task Join(TcpClient client)
    {
        var service = new TcpClient();
        _open[client] = _open[service] = true;
        try
        {
            await service.ConnectAsync(_service);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(service.GetStream()),
                Answer(service.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException
            or InvalidOperationException)
        {
            // One end is gone, so the other goes too.
        }
        finally
        {
            foreach (var end in new[] { client, service })
            {
                _open.TryRemove(end, out _);
                end.Dispose();
            }
        }
    }

    private async Task Answer(NetworkStream service, NetworkStream client)
    {
        var bytes = new byte[64 * 1024];
        while (await service.ReadAsync(bytes) is > 0 and var count)
        {
            while (Silent)
            {
                await Task.Delay(10);
            }

            await client.WriteAsync(bytes.AsMemory(0, count));
        }
    }
}
