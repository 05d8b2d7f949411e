using System.Text;
using Microsoft.IdentityModel.Tokens;
using StatsService.Hosting;

namespace StatsService.Callers;

/// <summary>
/// The keys in a JWKS file, read again when the file changes, so that keys can be rolled over while the service runs.
/// The file is opened each time: what is mounted into a container is a link that leads elsewhere after a change.
/// </summary>
internal sealed partial class JwksFile
{
    private readonly string? _path;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private (DateTime Written, long Length) _stamp;
    private IList<SecurityKey> _keys = [];

    /// <param name="path">Null: there are no keys, and so no token is good.</param>
    public JwksFile(string? path, ILogger<JwksFile> log)
    {
        (_path, _log) = (path, log);
        if (path is null)
        {
            return;
        }

        try
        {
            Refresh(path);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw new StartRefusedException(
                $"Auth:JwksFile“{path}”无法使用。\nAuth:JwksFile '{path}' cannot be used: {e.Message}", e);
        }

        if (_keys.Count == 0)
        {
            throw new StartRefusedException(
                $"Auth:JwksFile“{path}”中没有签名密钥。\nAuth:JwksFile '{path}' holds no key that signs.");
        }
    }

    /// <summary>The keys as of now. Of a file that cannot be read any more those that it held last stay good.</summary>
    public IEnumerable<SecurityKey> Read()
    {
        lock (_lock)
        {
            try
            {
                if (_path is not null)
                {
                    Refresh(_path);
                }
            }
            catch (Exception e) when (IsUnusable(e))
            {
                CannotBeRead(_log, e, _path!);
            }

            return _keys;
        }
    }

    private void Refresh(string path)
    {
        using var handle = File.OpenHandle(path);
        var stamp = (File.GetLastWriteTimeUtc(handle), RandomAccess.GetLength(handle));
        if (stamp == _stamp)
        {
            return;
        }

        _stamp = stamp; // Also where it is no JWKS: it is tried again once it changes.
        var bytes = new byte[stamp.Item2];
        var read = RandomAccess.Read(handle, bytes, fileOffset: 0);
        _keys = new JsonWebKeySet(Encoding.UTF8.GetString(bytes.AsSpan(0, read))).GetSigningKeys();
    }

    private static bool IsUnusable(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException;

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Auth:JwksFile {Path} 无法读取，沿用原有密钥。 | Auth:JwksFile {Path} cannot be read; the keys that it held stay in use.")]
    private static partial void CannotBeRead(ILogger log, Exception e, string path);
}
