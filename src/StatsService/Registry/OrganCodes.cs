using Marten;
using Npgsql;

namespace StatsService.Registry;

/// <summary>
/// Which organ an id or code belongs to. Written in the transaction of the event that gives an organ a code: the
/// primary key is what keeps two organs from getting the same one at the same time.
/// </summary>
/// <remarks>
/// A code that an organ gave up still leads to it, until another organ takes it. An organ that takes up again a code of
/// its own writes the row anew, so that it meets another that takes it at the same time.
/// </remarks>
internal sealed class OrganCodes(NpgsqlDataSource database)
{
    /// <summary>The id of the organ that this is the id or a code of, or null.</summary>
    public async Task<string?> Owner(string code, CancellationToken ct) =>
        (await Owners([code], ct)).TryGetValue(code, out var owner) ? owner.Organ : null;

    /// <summary>Who has these codes, as far as anyone has.</summary>
    public async Task<IReadOnlyDictionary<string, CodeOwner>> Owners(
        IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        const string Sql = """
            select c.code, c.organ, coalesce(c.code = c.organ or o.data -> 'codes' ? c.code, false), c.xmin::text
            from ogi.organ_code c left join ogi.mt_doc_organ o on o.id = 'organs/' || c.organ
            where c.code = any($1)
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = codes.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var owners = new Dictionary<string, CodeOwner>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            owners.Add(reader.GetString(0), new(reader.GetString(1), reader.GetBoolean(2), reader.GetString(3)));
        }

        return owners;
    }

    /// <summary>Gives codes that nobody holds to an organ.</summary>
    /// <param name="owners">What <see cref="Owners"/> said of them.</param>
    public static void Take(
        IDocumentSession session, string organ, IEnumerable<string> codes,
        IReadOnlyDictionary<string, CodeOwner> owners)
    {
        var taken = codes.Where(code => owners.GetValueOrDefault(code) is not { Held: true })
            .Order(StringComparer.Ordinal).ToList();
        foreach (var code in taken.Where(owners.ContainsKey))
        {
            // Only the row that was read: one written since stays, and stops the insert.
            session.QueueSqlCommand(
                "delete from ogi.organ_code where code = ? and xmin::text = ?", code, owners[code].Row);
        }

        Insert(session, [.. taken.Select(code => (code, organ))]);
    }

    /// <summary>Gives codes that nobody holds to organs.</summary>
    /// <param name="codes">With the row that leads elsewhere so far, if there is one.</param>
    public static void Take(
        IDocumentSession session, IReadOnlyCollection<(string Code, string Organ, CodeOwner? Before)> codes)
    {
        foreach (var (code, _, before) in codes.Where(taken => taken.Before is not null))
        {
            session.QueueSqlCommand(
                "delete from ogi.organ_code where code = ? and xmin::text = ?", code, before!.Row);
        }

        Insert(session, [.. codes.Select(taken => (taken.Code, taken.Organ))
            .OrderBy(taken => taken.Code, StringComparer.Ordinal)]);
    }

    public static void Insert(IDocumentSession session, IReadOnlyCollection<(string Code, string Organ)> codes)
    {
        if (codes.Count > 0)
        {
            session.QueueSqlCommand(
                "insert into ogi.organ_code (code, organ) select code, organ from unnest(?, ?) as new (code, organ)",
                codes.Select(code => code.Code).ToArray(), codes.Select(code => code.Organ).ToArray());
        }
    }
}

/// <summary>Whose a code is.</summary>
/// <param name="Held">False: the organ gave it up.</param>
/// <param name="Row">Which writing of the row it is.</param>
internal sealed record CodeOwner(string Organ, bool Held, string Row);
