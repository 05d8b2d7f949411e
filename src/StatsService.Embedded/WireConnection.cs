using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace StatsService.Embedded;

/// <summary>
/// Just enough of the frontend/backend protocol, version 3 (https://www.postgresql.org/docs/current/protocol.html),
/// for the one or two statements of a start: npm's binaries bring no psql, and this library no packages.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private const int ProtocolVersion = 3 << 16;

    private readonly NetworkStream _stream;

    private WireConnection(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    public static async Task<WireConnection> OpenAsync(string socketPath, string user, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var connection = default(WireConnection);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), ct);
            connection = new WireConnection(socket);
            await connection.SendAsync(null, $"user\0{user}\0database\0postgres\0\0", ct);
            await connection.ReadUntilReadyAsync(ct);
            return connection;
        }
        catch
        {
            connection?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <returns>How many rows the statement gave.</returns>
    public async Task<int> RunAsync(string statement, CancellationToken ct)
    {
        await SendAsync((byte)'Q', statement + "\0", ct);
        return await ReadUntilReadyAsync(ct);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Type (but for the first message), length of what follows, body.</summary>
    private async Task SendAsync(byte? type, string text, CancellationToken ct)
    {
        var body = Encoding.UTF8.GetBytes(text);
        await _stream.WriteAsync(
            type is { } known
                ? (byte[])[known, .. Number(sizeof(int) + body.Length), .. body]
                : [.. Number((2 * sizeof(int)) + body.Length), .. Number(ProtocolVersion), .. body],
            ct);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private async Task<int> ReadUntilReadyAsync(CancellationToken ct)
    {
        var (rows, error) = (0, "");
        var header = new byte[1 + sizeof(int)];
        while (true)
        {
            await _stream.ReadExactlyAsync(header, ct);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - sizeof(int)];
            await _stream.ReadExactlyAsync(body, ct);
            switch ((char)header[0])
            {
                case 'D':
                    rows++;
                    break;
                case 'E':
                    // Fields, each a letter and a text: S the severity, M the message.
                    var fields = Encoding.UTF8.GetString(body).Split('\0');
                    error = Array.Find(fields, f => f.StartsWith('M'))?[1..] ?? "?";
                    if (fields.Contains("SFATAL", StringComparer.Ordinal))
                    {
                        throw Problems.Failed("postgres", error); // and nothing more will come
                    }

                    break;
                case 'Z':
                    return error.Length == 0 ? rows : throw Problems.Failed("postgres", error);
            }
        }
    }
}
