using Google.Protobuf;

namespace Ogi.Stats.V1;

/// <summary>A report some of whose fields are there only as they stand on the wire.</summary>
public sealed partial class Report
{
    /// <summary>
    /// Adds fields that are encoded already: they are written as they are, and cannot be read here, only by whoever
    /// receives the message.
    /// </summary>
    internal void AddEncoded(ArraySegment<byte> fields)
    {
        using var input = new CodedInputStream(fields.Array, fields.Offset, fields.Count);
        while (input.ReadTag() != 0)
        {
            _unknownFields = UnknownFieldSet.MergeFieldFrom(_unknownFields, input);
        }
    }
}
