using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// Nodes and shares as they are stored, page after page (<see cref="SlotTable.Pages"/>; a share is one page): which
/// page it is and which sums have something on it, a bit each; then each of these with its length before it. What is
/// cut off behind a page is a node of the slots so far.
/// </summary>
internal static class NodeCodec
{
    /// <summary>The sums of a node; a share has fewer.</summary>
    private const int Most = 5;

    /// <summary>All slots on one page.</summary>
    private const int Whole = 7;

    public static byte[] Write(Node node)
    {
        var sums = new[] { node.Published, node.Level, node.Organs, node.Children, node.Vertical };
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var pages = node.Catalog.Slots.Pages;
        for (var number = 0; number < pages.Count; number++)
        {
            Write(writer, number, pages[number], sums);
        }

        return bytes.ToArray();
    }

    public static byte[] Write(OrganShare share, FormCatalog catalog)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Write(writer, Whole, catalog.Slots.Whole, share.Published, share.Level, share.Own, share.Vertical);
        return bytes.ToArray();
    }

    /// <summary>How long the first pages of a node are.</summary>
    public static int Length(ReadOnlySpan<byte> node, int pages)
    {
        var at = 0;
        while (at < node.Length && node[at] >> Most < pages)
        {
            var present = node[at++] & ((1 << Most) - 1);
            for (; present != 0; present &= present - 1)
            {
                Body(node, ref at);
            }
        }

        return at;
    }

    /// <param name="only">The slots to read; the pages that they stand on are there. Null: all.</param>
    public static Node ReadNode(byte[] bytes, FormCatalog catalog, SlotPick? only = null)
    {
        var node = new Node(catalog, only);
        AddNode(bytes, node);
        return node;
    }

    /// <param name="only">The slots to read. Null: all.</param>
    public static OrganShare ReadShare(byte[] bytes, FormCatalog catalog, SlotPick? only = null)
    {
        var node = new Node(catalog, only);
        AddShare(bytes, node, 1);
        return new(node.Published, node.Level, node.Organs, node.Vertical);
    }

    /// <summary>Adds a share to a node, or takes it out, without making sums of it first.</summary>
    /// <param name="share">As it was written.</param>
    /// <param name="sign">1 or -1.</param>
    public static void AddShare(byte[] share, Node node, int sign) => Add(share, node, sign, place => place switch
    {
        0 => node.Published ??= node.Nothing(),
        1 => node.Level ??= node.Nothing(),
        2 => node.Organs ??= node.Nothing(),
        3 => node.Vertical ??= node.Nothing(),
        _ => throw new FormatException("A share has no such sums."),
    });

    /// <summary>Adds what changed in a node, likewise.</summary>
    public static void AddNode(byte[] change, Node node) => Add(change, node, 1, place => place switch
    {
        0 => node.Published ??= node.Nothing(),
        1 => node.Level ??= node.Nothing(),
        2 => node.Organs ??= node.Nothing(),
        3 => node.Children ??= node.Nothing(),
        _ => node.Vertical ??= node.Nothing(),
    });

    private static void Add(ReadOnlySpan<byte> bytes, Node node, int sign, Func<int, FigureSums> place)
    {
        var slots = node.Catalog.Slots;
        for (var at = 0; at < bytes.Length;)
        {
            var (number, present) = (bytes[at] >> Most, bytes[at] & ((1 << Most) - 1));
            var page = number == Whole ? slots.Whole : slots.Pages[number];
            at++;
            for (var i = 0; i < Most; i++)
            {
                if ((present & (1 << i)) != 0)
                {
                    SumsCodec.Add(Body(bytes, ref at), place(i), page, sign);
                }
            }
        }
    }

    private static void Write(
        BinaryWriter writer, int number, SlotPage page, params ReadOnlySpan<FigureSums?> sums)
    {
        var present = 0;
        for (var i = 0; i < sums.Length; i++)
        {
            present |= sums[i]?.IsEmptyOn(page) == false ? 1 << i : 0;
        }

        writer.Write((byte)((number << Most) | present));
        for (var i = 0; i < sums.Length; i++)
        {
            if ((present & (1 << i)) != 0)
            {
                var body = SumsCodec.Encode(sums[i]!, page);
                writer.Write7BitEncodedInt(body.Length);
                writer.Write(body);
            }
        }
    }

    /// <summary>Sums with their length before them.</summary>
    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> bytes, ref int at)
    {
        var (length, shift) = (0, 0);
        do
        {
            length |= (bytes[at] & 0x7F) << shift;
            shift += 7;
        }
        while ((bytes[at++] & 0x80) != 0);
        var body = bytes.Slice(at, length);
        at += length;
        return body;
    }
}
