using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>
/// Request ids that follow from what is asked for, so that the same command run again, from another machine too, is the
/// same request: a UUID of version 8 (RFC 9562), made of the first bits of a SHA-256.
/// </summary>
internal static class RequestIds
{
    private static readonly string[] NotContents = ["etag"];

    /// <param name="rest">What else makes the request: the reason, the organ on whose behalf.</param>
    public static string Of(string rpc, Wire.Report report, params ReadOnlySpan<string> rest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(rpc));
        Append(hash, Contents(report).ToByteArray());
        foreach (var part in rest)
        {
            Append(hash, Encoding.UTF8.GetBytes(part));
        }

        var bytes = hash.GetHashAndReset().AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>What the filer states: not what the service adds, nor the order of cells in a file.</summary>
    private static Wire.Report Contents(Wire.Report report)
    {
        var contents = report.Clone();
        foreach (var field in Wire.Report.Descriptor.Fields.InDeclarationOrder().Where(IsNoContent))
        {
            field.Accessor.Clear(contents);
        }

        foreach (var table in contents.Tables)
        {
            var cells = table.Cells.OrderBy(cell => cell.Key, StringComparer.Ordinal).ToList();
            table.Cells.Clear();
            cells.ForEach(cell => table.Cells.Add(cell.Key, cell.Value));
        }

        return contents;
    }

    private static bool IsNoContent(FieldDescriptor field) =>
        NotContents.Contains(field.Name)
        || field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) is { } behavior
            && behavior.Contains(FieldBehavior.OutputOnly);

    /// <summary>With its length, so that no two lists of parts look alike.</summary>
    private static void Append(IncrementalHash hash, byte[] part)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
