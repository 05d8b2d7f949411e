using Marten.Schema;
using Weasel.Postgresql.Tables;

namespace StatsService.Hosting;

/// <summary>What the indexes of snapshots are made like.</summary>
internal static class StoreIndexes
{
    public static void OfFormerDigests(IndexDefinition index)
    {
        ByMember(index);
        WhereSet("former_digests")(index);
    }

    /// <summary>Most reports have none: the index holds the others.</summary>
    public static Action<IndexDefinition> WhereSet(string column) =>
        index => index.Predicate = $"{column} is not null";

    public static void ByMember(IndexDefinition index) => index.Method = IndexMethod.gin;

    /// <summary>
    /// For what an import looks up while it writes: entries that wait for a place in the index cost every look-up a
    /// pass through all of them.
    /// </summary>
    public static void ByMemberAtOnce(IndexDefinition index)
    {
        ByMember(index);
        index.StorageParameters["fastupdate"] = "off";
    }

    /// <summary>
    /// Lists go by id, byte by byte, whatever the database's collation; the primary key is of no use to them.
    /// </summary>
    public static void InListingOrder(ComputedIndex index, string name)
    {
        index.Collation = "C";
        index.Name = name;
    }
}
