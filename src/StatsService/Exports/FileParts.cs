using System.Security.Cryptography;
using Google.Protobuf;

namespace StatsService.Exports;

/// <summary>
/// A file that is written forward and taken away in parts, so that no more of it is in memory than was written since.
/// </summary>
internal sealed class FileParts : Stream
{
    /// <summary>In bytes. Clients are promised 256 KiB at most; what is smaller is cheaper to collect.</summary>
    private const int PartLength = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<ByteString> _parts = new();
    private byte[] _part = new byte[PartLength];
    private int _used;
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>The parts that are full.</summary>
    public IEnumerable<ByteString> Take()
    {
        while (_parts.TryDequeue(out var part))
        {
            yield return part;
        }
    }

    /// <summary>What is left, once all is written.</summary>
    public IEnumerable<ByteString> TakeAll()
    {
        EndPart();
        return Take();
    }

    /// <summary>The SHA-256 of all that was taken, in hex. Once.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _length += buffer.Length;
        while (buffer.Length > 0)
        {
            var some = Math.Min(buffer.Length, PartLength - _used);
            buffer[..some].CopyTo(_part.AsSpan(_used));
            _used += some;
            buffer = buffer[some..];
            if (_used == PartLength)
            {
                EndPart();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        // A part goes when it is full.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private void EndPart()
    {
        if (_used > 0)
        {
            _hash.AppendData(_part, 0, _used);
            _parts.Enqueue(UnsafeByteOperations.UnsafeWrap(_part.AsMemory(0, _used)));
            (_part, _used) = (new byte[PartLength], 0);
        }
    }
}
