using System.Security.Cryptography;
using Google.Protobuf;

namespace StatsService.Requests;

/// <summary>What a message says, as a hash takes it in.</summary>
internal static class HashedFields
{
    /// <summary>As protobuf, fields by number, entries of maps by key; some fields of the message left out.</summary>
    public static void AppendFields(this IncrementalHash hash, IMessage message, IReadOnlyCollection<int> leftOut)
    {
        var bytes = new byte[message.CalculateSize()];
        using (var output = new CodedOutputStream(bytes) { Deterministic = true })
        {
            message.WriteTo(output);
        }

        var input = new CodedInputStream(bytes);
        var begin = 0;
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            input.SkipLastField();
            var end = (int)input.Position;
            if (!leftOut.Contains(WireFormat.GetTagFieldNumber(tag)))
            {
                hash.AppendData(bytes.AsSpan(begin..end));
            }

            begin = end;
        }
    }
}
