using Npgsql;
using StatsService.Callers;
using StatsService.Failures;

namespace StatsService.Registry;

/// <summary>What the queries of the registry share.</summary>
internal static class RegistrySql
{
    /// <summary>The condition that a division in <paramref name="column"/> is this one or below it.</summary>
    /// <param name="division">An id. Empty: the nation.</param>
    public static string Within(string division, string column, NpgsqlParameterCollection parameters)
    {
        if (division is "" or Caller.Nation)
        {
            return "true";
        }

        parameters.Add(new() { Value = new[] { division } });
        return $"""
            {column} in (select substr(v.id, length('divisions/') + 1) from ogi.mt_doc_division v
                         where v.path @> ${parameters.Count}::varchar[])
            """;
    }

    /// <summary>The first column of all rows.</summary>
    public static async Task<IReadOnlyList<string>> ReadIds(this NpgsqlCommand command, CancellationToken ct)
    {
        var ids = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    /// <summary>Refuses a text to look for that is too long, or that no name can hold.</summary>
    public static void CheckText(string text, int max, string field)
    {
        if (text.Length > max)
        {
            throw Refusals.TooLong(field, text.Length, max);
        }

        if (text.Any(char.IsControl))
        {
            throw Refusals.ControlCharacters(field);
        }
    }
}
