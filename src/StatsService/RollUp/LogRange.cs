using Npgsql;
using StatsService.Canonical;
using StatsService.Registry;

namespace StatsService.RollUp;

/// <summary>Whom the events between two numbers of the log are about.</summary>
/// <param name="Reports">The organs and years of reports.</param>
/// <param name="Registered">
/// The ids of organs whose registration changed, and of those that speak for their divisions now, or no more.
/// </param>
internal sealed record LogRange(IReadOnlySet<(string Organ, int Year)> Reports, IReadOnlyCollection<string> Registered)
{
    /// <param name="before">As of the first number, not included.</param>
    /// <param name="now">As of the last number, included.</param>
    public static async Task<LogRange> Read(
        NpgsqlConnection connection, Country before, Country now, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select distinct stream_id from ogi.mt_events
            where seq_id > $1 and seq_id <= $2 and type <> 'tombstone' and stream_id like 'organs/%'
            """;
        command.Parameters.AddValue(before.Number);
        command.Parameters.AddValue(now.Number);
        var reports = new HashSet<(string Organ, int Year)>();
        var organs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stream in await command.ReadIds(ct))
        {
            if (ReportName.Parse(stream) is { } name)
            {
                reports.Add((name.Organ, name.Year));
            }
            else
            {
                organs.Add(stream[Organ.Prefix.Length..]);
            }
        }

        organs.UnionWith(NewSpeakers([.. organs], before, now));
        return new(reports, organs);
    }

    private static IEnumerable<string> NewSpeakers(IReadOnlyCollection<string> organs, Country before, Country now) =>
        from division in organs.SelectMany(organ => new[] { before.Organ(organ), now.Organ(organ) })
            .OfType<OrganEntry>().Select(organ => organ.Division).Distinct(StringComparer.Ordinal)
        let speakers = new[] { before.Speaker(division), now.Speaker(division) }
        where speakers[0]?.Code != speakers[1]?.Code
        from speaker in speakers
        where speaker is not null
        select speaker.Code;
}
