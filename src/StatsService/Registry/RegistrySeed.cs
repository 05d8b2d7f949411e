using Google.Protobuf;
using Marten;
using Npgsql;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>
/// Records what the data set of this release has and the log has not: divisions and their governments. What is in the
/// log is left as it is, so that a start adds nothing twice and undoes no registrar's work (docs/adr/0007).
/// </summary>
internal sealed partial class RegistrySeed(
    IDocumentStore store, NpgsqlDataSource database, RegistrarsTurn turn, TimeProvider clock, ILogger<RegistrySeed> log)
{
    private const int StreamsPerTransaction = 400;

    public async Task Run(CancellationToken ct)
    {
        var data = DivisionData.Read();
        var divisions = data.Divisions().Select(row => new Seed(
            Division.Prefix + row.Id, Organ: null, () => new DivisionRecorded { Division = row.Division.Clone() }));
        var governments = data.Governments().Select(row => new Seed(
            Organ.Prefix + row.Id, row.Id, () => new OrganRecorded { Organ = row.Organ.Clone() }));
        var missing = await Missing([.. divisions, .. governments], ct);
        if (missing.Count == 0)
        {
            return;
        }

        var begun = clock.GetTimestamp();
        var recorded = 0;
        foreach (var batch in missing.Chunk(StreamsPerTransaction))
        {
            recorded += await turn.Run(() => WriteRetry.Run(() => Record(batch, ct), ct), ct);
        }

        var elapsed = clock.GetElapsedTime(begun);
        Recorded(log, recorded, DivisionData.Version, elapsed);
    }

    private async Task<int> Record(Seed[] batch, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var missing = await Missing(batch, ct); // as of now, whoever wrote since
        foreach (var seed in missing)
        {
            var data = seed.ToEvent();
            var meta = EventChain.MetaOf(Caller.Service, $"行政区划数据集 {DivisionData.Version}");
            data.SetMeta(meta);
            session.Events.StartStream(
                seed.Stream, EventChain.Link(session.Events.BuildEvent(data), meta, ByteString.Empty, clock));
        }

        if (missing.Count == 0)
        {
            return 0;
        }

        OrganCodes.Insert(session, [.. missing.Select(seed => seed.Organ).OfType<string>().Select(id => (id, id))]);
        await session.SaveChangesAsync(ct);
        return missing.Count;
    }

    /// <summary>
    /// Those without a stream, by name. A government whose id is a code of another organ cannot be recorded.
    /// </summary>
    private async Task<IReadOnlyList<Seed>> Missing(IReadOnlyList<Seed> seeds, CancellationToken ct)
    {
        const string Sql = """
            select id from ogi.mt_streams where id = any($1)
            union all
            select 'organs/' || code from ogi.organ_code where code = any($2)
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = seeds.Select(seed => seed.Stream).ToArray() });
        command.Parameters.Add(new() { Value = seeds.Select(seed => seed.Organ).OfType<string>().ToArray() });
        var taken = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            taken.Add(reader.GetString(0));
        }

        return [.. seeds.Where(seed => !taken.Contains(seed.Stream))
            .OrderBy(seed => seed.Stream, StringComparer.Ordinal)];
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Recorded {Count} divisions and governments of the data set {Version} in {Elapsed}.")]
    private static partial void Recorded(ILogger log, int count, string version, TimeSpan elapsed);

    /// <param name="Organ">The id, where it is an organ's stream.</param>
    private sealed record Seed(string Stream, string? Organ, Func<IMessage> ToEvent);
}
