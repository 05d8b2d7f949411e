using Google.Protobuf;
using Npgsql;
using Ogi.Stats.V1;

namespace StatsService.Tests.Following;

/// <summary>Reads what <c>statsctl pull</c> left, by name.</summary>
internal static class Copies
{
    public static async Task<IReadOnlyDictionary<string, IMessage>> InDatabase(string connectionString)
    {
        var copy = new Dictionary<string, IMessage>(StringComparer.Ordinal);
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand("""
            select name, data::text from ogi_copy.division union all select name, data::text from ogi_copy.organ
            union all select name, data::text from ogi_copy.report
            """);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            copy.Add(rows.GetString(0), Parse(rows.GetString(0), rows.GetString(1)));
        }

        return copy;
    }

    public static async Task<IReadOnlyDictionary<string, IMessage>> InFolder(string folder)
    {
        var copy = new Dictionary<string, IMessage>(StringComparer.Ordinal);
        foreach (var part in new[] { "divisions", "organs" })
        {
            foreach (var file in Directory.EnumerateFiles(
                Path.Combine(folder, part), "*.json", SearchOption.AllDirectories))
            {
                var name = Path.ChangeExtension(Path.GetRelativePath(folder, file), null);
                copy.Add(name, Parse(name, await File.ReadAllTextAsync(file)));
            }
        }

        return copy;
    }

    private static IMessage Parse(string name, string json) =>
        name.StartsWith("divisions/", StringComparison.Ordinal) ? Division.Parser.ParseJson(json)
        : name.Contains("/reports/", StringComparison.Ordinal) ? Report.Parser.ParseJson(json)
        : Organ.Parser.ParseJson(json);
}
