using Npgsql;
using StatsService.Registry;
using StatsService.RollUp;

namespace StatsService.Copies;

/// <summary>Finds what is marked a copy of a report.</summary>
internal sealed class MarkedCopies(NpgsqlDataSource database)
{
    /// <summary>Its name, or nothing: of several the first.</summary>
    public async Task<IReadOnlyList<string>> Of(string original, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select id from ogi.mt_doc_annualreport where copy_of = $1 order by id collate \"C\" limit 1");
        command.Parameters.AddValue(original);
        return [.. await command.ReadIds(ct)];
    }
}
