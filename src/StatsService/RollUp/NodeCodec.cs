using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// Nodes and shares as they are stored: which sums there are, a bit each, then each sum with its length before it.
/// </summary>
internal static class NodeCodec
{
    public static byte[] Write(Node node) =>
        Write(node.Published, node.Level, node.Organs, node.Children, node.Vertical);

    public static byte[] Write(OrganShare share) => Write(share.Published, share.Level, share.Own, share.Vertical);

    /// <param name="only">The slots to read. Null: all.</param>
    public static Node ReadNode(byte[] bytes, FormCatalog catalog, SlotPick? only = null)
    {
        var sums = Read(bytes, catalog, only);
        return new(catalog, only)
        {
            Published = sums[0],
            Level = sums[1],
            Organs = sums[2],
            Children = sums[3],
            Vertical = sums[4],
        };
    }

    /// <param name="only">The slots to read. Null: all.</param>
    public static OrganShare ReadShare(byte[] bytes, FormCatalog catalog, SlotPick? only = null)
    {
        var sums = Read(bytes, catalog, only);
        return new(sums[0], sums[1], sums[2], sums[3]);
    }

    private static byte[] Write(params ReadOnlySpan<FigureSums?> sums)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            var present = 0;
            for (var i = 0; i < sums.Length; i++)
            {
                present |= sums[i] is { IsEmpty: false } ? 1 << i : 0;
            }

            writer.Write((byte)present);
            for (var i = 0; i < sums.Length; i++)
            {
                if ((present & (1 << i)) != 0)
                {
                    var body = SumsCodec.Encode(sums[i]!);
                    writer.Write7BitEncodedInt(body.Length);
                    writer.Write(body);
                }
            }
        }

        return bytes.ToArray();
    }

    private static FigureSums?[] Read(byte[] bytes, FormCatalog catalog, SlotPick? only)
    {
        const int Most = 5;
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var sums = new FigureSums?[Most];
        var present = reader.ReadByte();
        for (var i = 0; i < Most; i++)
        {
            if ((present & (1 << i)) != 0)
            {
                var length = reader.Read7BitEncodedInt();
                var at = (int)reader.BaseStream.Position;
                sums[i] = SumsCodec.Decode(bytes.AsSpan(at, length), catalog, only);
                reader.BaseStream.Position += length;
            }
        }

        return sums;
    }
}
