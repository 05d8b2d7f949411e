using Weasel.Postgresql.Tables;

namespace StatsService.RollUp;

/// <summary>
/// The tables of the roll-up. All of it can be computed anew from the log: a generation beside the current.
/// </summary>
internal static class RollUpSchema
{
    /// <summary>The largest row that PostgreSQL allows to be kept whole, in bytes.</summary>
    private const int MostInRow = 8160;

    /// <summary>
    /// The nodes as they stand: page1 and page2 say where the first page of the data ends, and the second. Data is kept
    /// in the row itself as long as it fits, where a read finds it at once.
    /// </summary>
    public static Table Nodes()
    {
        var table = Keyed("ogi.roll_up_node");
        table.WithStorageParameter("toast_tuple_target", MostInRow);
        table.AddColumn("number", "bigint").NotNull();
        table.AddColumn("changes", "int").NotNull();
        table.AddColumn("page1", "int").NotNull().DefaultValueByExpression("0");
        table.AddColumn("page2", "int").NotNull().DefaultValueByExpression("0");
        table.AddColumn("data", "bytea").NotNull();
        return table;
    }

    /// <summary>What changed in the nodes at each number: the difference, or now and then the whole.</summary>
    public static Table Changes()
    {
        var table = Keyed("ogi.roll_up_change");
        table.AddColumn("number", "bigint").AsPrimaryKey();
        table.AddColumn("whole", "boolean").NotNull();
        table.AddColumn("data", "bytea").NotNull();
        return table;
    }

    /// <summary>What organs give now.</summary>
    public static Table Shares()
    {
        var table = new Table("ogi.roll_up_share");
        table.AddColumn("generation", "int").AsPrimaryKey();
        table.AddColumn("organ", "text").AsPrimaryKey();
        table.AddColumn("year", "smallint").AsPrimaryKey();
        table.AddColumn("report_set", "smallint").AsPrimaryKey();
        table.AddColumn("division", "text").NotNull();
        table.AddColumn("data", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("idx_roll_up_share_by_division")
        {
            // The division first: so it is of no use by organ, which the planner cannot know of a table that just grew.
            Columns = ["division", "year", "report_set", "generation"],
        });
        return table;
    }

    /// <summary>The numbers at which batches ended: between two of them nothing was ever answered.</summary>
    public static Table Batches()
    {
        var table = new Table("ogi.roll_up_batch");
        table.AddColumn("generation", "int").AsPrimaryKey();
        table.AddColumn("number", "bigint").AsPrimaryKey();
        return table;
    }

    /// <summary>
    /// The generations, by what rules each was made (the versions of the catalog and of the bytes), how far it has
    /// come, from where on it is complete, and when an instance last worked with it. Of one catalog one at most is
    /// current.
    /// </summary>
    public static Table Generations()
    {
        var table = new Table("ogi.roll_up_generation");
        table.AddColumn("generation", "int").AsPrimaryKey();
        table.AddColumn("catalog", "text").NotNull();
        table.AddColumn("number", "bigint").NotNull();
        table.AddColumn("complete_from", "bigint").NotNull();
        table.AddColumn("is_current", "boolean").NotNull();
        table.AddColumn("used_at", "timestamptz").NotNull();
        return table;
    }

    private static Table Keyed(string name)
    {
        var table = new Table(name);
        table.AddColumn("generation", "int").AsPrimaryKey();
        table.AddColumn("division", "text").AsPrimaryKey();
        table.AddColumn("year", "smallint").AsPrimaryKey();
        table.AddColumn("report_set", "smallint").AsPrimaryKey();
        return table;
    }
}
