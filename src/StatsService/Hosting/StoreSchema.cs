using Weasel.Postgresql.Tables;

namespace StatsService.Hosting;

/// <summary>The tables beside Marten's own.</summary>
internal static class StoreSchema
{
    /// <summary>Request ids, kept for ever: what a retry is answered from.</summary>
    public static Table Receipts()
    {
        var table = new Table("ogi.request_receipt");
        table.AddColumn("client", "text").AsPrimaryKey();
        table.AddColumn("request_id", "uuid").AsPrimaryKey();
        table.AddColumn("digest", "bytea").NotNull();
        table.AddColumn("streams", "text[]").NotNull();
        table.AddColumn("versions", "bigint[]").NotNull();
        table.AddColumn("changed", "boolean").NotNull();
        return table;
    }

    /// <summary>
    /// Ids and codes of organs, each of one organ only; a code that was given up still leads to its organ.
    /// </summary>
    public static Table OrganCodes()
    {
        var table = new Table("ogi.organ_code");
        table.AddColumn("code", "text").AsPrimaryKey();
        table.AddColumn("organ", "text").NotNull();
        table.Indexes.Add(new IndexDefinition("idx_organ_code_in_order") { Columns = ["code"], Collation = "C" });
        return table;
    }

    /// <summary>Texts by their hash.</summary>
    public static Table Sources()
    {
        var table = new Table("ogi.source");
        table.AddColumn("sha256", "bytea").AsPrimaryKey();
        table.AddColumn("media_type", "text").NotNull();
        table.AddColumn("content", "bytea").NotNull();
        return table;
    }

    /// <summary>Which report uses a text, and in which revision last.</summary>
    public static Table SourceUses()
    {
        var table = new Table("ogi.source_use");
        table.AddColumn("sha256", "bytea").AsPrimaryKey();
        table.AddColumn("report", "text").AsPrimaryKey();
        table.AddColumn("version", "bigint").NotNull();
        return table;
    }

    /// <summary>The histories of the log; the newest is the one in force (docs/adr/0005).</summary>
    public static Table Histories()
    {
        var table = new Table("ogi.history");
        table.AddColumn("id", "bigint").AsPrimaryKey();
        table.AddColumn("after", "bigint").NotNull().DefaultValue(0);
        table.AddColumn("after_check", "bytea").NotNull().DefaultValueByExpression("''");
        table.AddColumn("log", "text").NotNull().DefaultValueByExpression("''");
        table.AddColumn("begun", "timestamptz").NotNull().DefaultValueByExpression("now()");
        return table;
    }
}
