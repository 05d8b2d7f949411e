using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// Nodes and shares as they are stored: which sums there are, a bit each, then each sum with its length before it.
/// </summary>
internal static class NodeCodec
{
    /// <summary>The sums of a node; a share has fewer.</summary>
    private const int Most = 5;

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

    /// <summary>Adds a share to a node, or takes it out, without making sums of it first.</summary>
    /// <param name="share">As it was written.</param>
    /// <param name="sign">1 or -1.</param>
    public static void AddShare(byte[] share, Node node, int sign) => Add(share, sign, place => place switch
    {
        0 => node.Published ??= node.Nothing(),
        1 => node.Level ??= node.Nothing(),
        2 => node.Organs ??= node.Nothing(),
        3 => node.Vertical ??= node.Nothing(),
        _ => throw new FormatException("A share has no such sums."),
    });

    /// <summary>Adds what changed in a node, likewise.</summary>
    public static void AddNode(byte[] change, Node node) => Add(change, 1, place => place switch
    {
        0 => node.Published ??= node.Nothing(),
        1 => node.Level ??= node.Nothing(),
        2 => node.Organs ??= node.Nothing(),
        3 => node.Children ??= node.Nothing(),
        _ => node.Vertical ??= node.Nothing(),
    });

    private static void Add(byte[] bytes, int sign, Func<int, FigureSums> place)
    {
        var at = 1;
        for (var i = 0; i < Most; i++)
        {
            if ((bytes[0] & (1 << i)) != 0)
            {
                SumsCodec.Add(Body(bytes, ref at), place(i), sign);
            }
        }
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
        var sums = new FigureSums?[Most];
        var at = 1;
        for (var i = 0; i < Most; i++)
        {
            if ((bytes[0] & (1 << i)) != 0)
            {
                sums[i] = SumsCodec.Decode(Body(bytes, ref at), catalog, only);
            }
        }

        return sums;
    }

    /// <summary>Sums with their length before them.</summary>
    private static ReadOnlySpan<byte> Body(byte[] bytes, ref int at)
    {
        var (length, shift) = (0, 0);
        do
        {
            length |= (bytes[at] & 0x7F) << shift;
            shift += 7;
        }
        while ((bytes[at++] & 0x80) != 0);
        var body = bytes.AsSpan(at, length);
        at += length;
        return body;
    }
}
