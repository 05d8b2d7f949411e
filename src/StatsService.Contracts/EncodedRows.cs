using System.Buffers;
using Google.Protobuf;

namespace Ogi.Stats.V1;

/// <summary>
/// An answer whose rows are there as they go out, behind its other fields: they cannot be read here, only by whoever
/// receives it.
/// </summary>
internal interface IEncodedRows : IMessage
{
    /// <summary>Null: it has none. Whoever sends it gives them back.</summary>
    IMemoryOwner<byte>? Rows { get; set; }
}

public sealed partial class ListChangesResponse : IEncodedRows
{
    IMemoryOwner<byte>? IEncodedRows.Rows { get; set; }
}

public sealed partial class WatchChangesResponse : IEncodedRows
{
    IMemoryOwner<byte>? IEncodedRows.Rows { get; set; }
}

public sealed partial class GetSnapshotResponse : IEncodedRows
{
    IMemoryOwner<byte>? IEncodedRows.Rows { get; set; }
}
