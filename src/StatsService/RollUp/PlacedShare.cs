using StatsService.Forms;

namespace StatsService.RollUp;

/// <summary>What an organ gives for a year, as it is stored, and the node that it is in.</summary>
/// <param name="Organ">The organ's id.</param>
/// <param name="Data">
/// An <see cref="OrganShare"/>, as <see cref="NodeCodec"/> writes it: the same bytes for the same.
/// </param>
internal sealed record PlacedShare(string Organ, NodeKey Node, byte[] Data)
{
    public OrganShare Read(FormCatalog catalog) => NodeCodec.ReadShare(Data, catalog);

    public bool IsSame(PlacedShare? other) =>
        other is not null && Node == other.Node && Data.AsSpan().SequenceEqual(other.Data);
}
