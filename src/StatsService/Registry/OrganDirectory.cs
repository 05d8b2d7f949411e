using Marten;
using Npgsql;
using Ogi.Stats.Store.V1;
using StatsService.Failures;
using StatsService.Forms;

namespace StatsService.Registry;

/// <summary>Looks organs up, by id, by any code they ever had, or by name.</summary>
public sealed class OrganDirectory(IDocumentStore store, NpgsqlDataSource database)
{
    /// <summary>The organ with this id or code, or null.</summary>
    public async Task<Organ?> Find(string idOrCode, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Organ>("organs/" + idOrCode, ct)
            ?? await session.Query<Organ>().FirstOrDefaultAsync(organ => organ.Codes.Contains(idOrCode), ct);
    }

    /// <summary>The ids of organs named in a request by id or code; one that is not registered is refused.</summary>
    public async Task<IReadOnlyList<string>> Ids(IEnumerable<string> names, string field, CancellationToken ct)
    {
        var ids = new List<string>();
        foreach (var name in names)
        {
            var id = ResourceIds.Parse("organs", name, field);
            var organ = await Find(id, ct) ?? throw await Unknown(field, id, title: null, ct);
            ids.Add(organ.Id["organs/".Length..]);
        }

        return ids;
    }

    /// <summary>The ids of divisions named in a request; one that does not exist is refused.</summary>
    public async Task<IReadOnlyList<string>> Divisions(IEnumerable<string> names, string field, CancellationToken ct)
    {
        var ids = new List<string>();
        foreach (var name in names)
        {
            var id = ResourceIds.Parse("divisions", name, field);
            ids.Add((await Path(id, ct)).Count > 0 ? id : throw Refusals.Invalid("UNKNOWN_DIVISION", field, new(
                $"没有行政区划“{name}”；请用RegistryService.ListDivisions查询。",
                $"There is no division '{name}'; look it up with RegistryService.ListDivisions.")));
        }

        return ids;
    }

    /// <summary>The division and all above it, from the nation down; empty where there is none.</summary>
    public async Task<IReadOnlyList<string>> Path(string division, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Division>("divisions/" + division, ct))?.Path ?? [];
    }

    /// <summary>What the rules and the reports' readers need to know of the organ.</summary>
    public async Task<OrganFacts> Facts(Organ organ, int year, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var division = await session.LoadAsync<Division>("divisions/" + organ.Division, ct);
        return new()
        {
            Title = organ.TitleIn(year),
            Kind = (int)organ.Kind,
            Division = organ.Division,
            DivisionLevel = (int)(division?.Level ?? DivisionLevel.Unspecified),
        };
    }

    /// <summary>The refusal of a request that names an organ that is not registered, with the nearest ones.</summary>
    public async Task<Refusal> Unknown(string field, string asked, string? title, CancellationToken ct)
    {
        var nearest = await Nearest(asked, title, ct);
        var list = string.Join('、', nearest.Select(organ => $"{organ.Id}（{organ.State.Organ.Names[0].Title}）"));
        var text = new LocalizedText(
            $"没有登记的机关“{asked}”。" + (list.Length > 0 ? $"最接近的：{list}。" : "") + "请核对编码，或先用RegistryService.CreateOrgan登记。",
            $"The organ '{asked}' is not registered. " + (list.Length > 0 ? $"Nearest: {list}. " : "")
            + "Check the id, or register it with RegistryService.CreateOrgan first.");
        return new Refusal(Google.Rpc.Code.InvalidArgument, "UNKNOWN_ORGAN", text)
        {
            Violations = [new(field, "UNKNOWN_ORGAN", text)],
            Metadata = nearest.ToDictionary(organ => organ.Id, organ => organ.State.Organ.Names[0].Title, StringComparer.Ordinal),
        };
    }

    /// <summary>The organs whose id begins alike or whose name is alike.</summary>
    private async Task<IReadOnlyList<Organ>> Nearest(string id, string? title, CancellationToken ct)
    {
        const string Sql = """
            select id from (
                select id, 0 as worse from ogi.mt_doc_organ where id like $1
                union all
                (select id, 1 from ogi.mt_doc_organ where bigrams && $2
                 order by (select count(*) from unnest(bigrams) b where b = any($2)) desc limit 5)) near
            order by worse, id limit 5
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = "organs/" + id[..Math.Min(4, id.Length)].Replace("%", "", StringComparison.Ordinal) + "%" });
        command.Parameters.Add(new() { Value = OrganNames.Bigrams([title ?? id]).ToArray() });
        var ids = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                ids.Add(reader.GetString(0));
            }
        }

        await using var session = store.QuerySession();
        return await session.LoadManyAsync<Organ>(ct, ids);
    }
}
