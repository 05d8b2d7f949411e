using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>What an organ gives for a year, as it is stored, and the node that it is in.</summary>
/// <param name="Organ">The organ's id.</param>
/// <param name="Data">
/// An <see cref="OrganShare"/>, as <see cref="NodeCodec"/> writes it: the same bytes for the same.
/// </param>
internal sealed record PlacedShare(string Organ, NodeKey Node, byte[] Data)
{
    /// <param name="only">The slots to read. Null: all.</param>
    public OrganShare Read(FormCatalog catalog, SlotPick? only = null) => NodeCodec.ReadShare(Data, catalog, only);

    public bool IsSame(PlacedShare? other) =>
        other is not null && Node == other.Node && Data.AsSpan().SequenceEqual(other.Data);
}
