using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// Nodes and shares as they are stored, page after page (<see cref="SlotTable.Pages"/>; a share is one page): which
/// page it is and which sums have something on it, a bit each; then each of these with its length before it, of which 0
/// says that it is the same as the one before: what is computed of the lowest divisions is what their organs gave. What
/// is cut off behind a page is a node of the slots so far.
/// </summary>
internal static class NodeCodec
{
    /// <summary>The bits of the sums of a node; a share has fewer.</summary>
    private const int Most = NodeSums.Count;

    private const int All = (1 << Most) - 1;

    /// <summary>All slots on one page.</summary>
    private const int Whole = 7;

    private static readonly NodeSum[] OfNodes = Enum.GetValues<NodeSum>();

    private static readonly NodeSum[] OfShares = [NodeSum.Published, NodeSum.Level, NodeSum.Organs, NodeSum.Vertical];

    public static byte[] Write(Node node)
    {
        var sums = OfNodes.Select(place => node.Sums[place]).ToArray();
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var pages = node.Sums.Catalog.Slots.Pages;
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
            var present = node[at++] & All;
            for (; present != 0; present &= present - 1)
            {
                Body(node, ref at);
            }
        }

        return at;
    }

    /// <summary>A node whose sums are read from what was written as they are asked for.</summary>
    /// <param name="only">The slots to read; the pages that they stand on are there. Null: all.</param>
    public static Node ReadNode(byte[] bytes, FormCatalog catalog, SlotPick? only = null) => new(catalog, only, bytes);

    /// <summary>Reads one sum, where there is nothing yet.</summary>
    public static void Read(byte[] bytes, NodeSum place, NodeSums sums) =>
        Add(bytes, sums, 1, OfNodes, 1 << (int)place);

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
    public static void AddShare(byte[] share, Node node, int sign) =>
        Add(share, node.Sums, sign, OfShares, All);

    /// <summary>Adds what changed in a node, likewise.</summary>
    public static void AddNode(byte[] change, Node node) => Add(change, node.Sums, 1, OfNodes, All);

    /// <param name="places">Whose sums were written, in this order.</param>
    /// <param name="wanted">Those to be added, a bit each.</param>
    private static void Add(ReadOnlySpan<byte> bytes, NodeSums sums, int sign, NodeSum[] places, int wanted)
    {
        var slots = sums.Catalog.Slots;
        var body = ReadOnlySpan<byte>.Empty;
        for (var at = 0; at < bytes.Length;)
        {
            var (number, present) = (bytes[at] >> Most, bytes[at] & All);
            var page = number == Whole ? slots.Whole : slots.Pages[number];
            at++;
            for (var i = 0; present >> i != 0; i++)
            {
                if ((present & (1 << i)) == 0)
                {
                    continue;
                }

                var own = Body(bytes, ref at);
                body = own.IsEmpty ? body : own;
                if ((wanted & (1 << i)) != 0)
                {
                    SumsCodec.Add(body, sums[places[i]] ??= sums.Nothing(), page, sign);
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
        FigureSums? before = null;
        for (var i = 0; i < sums.Length; i++)
        {
            if ((present & (1 << i)) != 0)
            {
                var body = before?.IsSameOn(page, sums[i]!) == true ? [] : SumsCodec.Encode(sums[i]!, page);
                writer.Write7BitEncodedInt(body.Length);
                writer.Write(body);
                before = sums[i];
            }
        }
    }

    /// <summary>Sums with their length before them.</summary>
    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> bytes, scoped ref int at)
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
