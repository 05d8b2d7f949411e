using Marten;
using Npgsql;
using StatsService.Callers;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Lists organs by id, as they stand.</summary>
public sealed class ListOrgans(IDocumentStore store, NpgsqlDataSource database, OrganDirectory organs, EventLog log)
{
    private const int DefaultSize = 500;
    private const int MaxSize = 5000;

    public async Task<Wire.ListOrgansResponse> Handle(Wire.ListOrgansRequest request, CancellationToken ct)
    {
        var size = PageSize.Of(request.PageSize, DefaultSize, MaxSize);
        var asked = new Wire.ListOrgansRequest(request) { PageSize = 0, PageToken = "" };
        var token = PageToken.Read(request.PageToken, asked);
        var division = request.Division.Length == 0
            ? Caller.Nation
            : (await organs.Divisions([request.Division], "division", ct))[0];

        var point = await log.Resolve(read: null, ct);
        var ids = await Ids(division, [.. request.Kinds.Select(kind => (int)kind)], token?.After ?? "", size + 1, ct);
        await using var session = store.QuerySession();
        var found = await session.LoadManyAsync<Organ>(ct, ids.Take(size));
        var response = new Wire.ListOrgansResponse { Stamp = log.Stamp(point) };
        response.Organs.Add(found.OrderBy(organ => organ.Id, StringComparer.Ordinal).Select(RegistryPresenter.Present));
        if (ids.Count > size)
        {
            response.NextPageToken = new PageToken(point.Position, ids[size - 1]).Write(asked);
        }

        return response;
    }

    private async Task<IReadOnlyList<string>> Ids(
        string division, int[] kinds, string after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = kinds });
        command.CommandText = $"""
            select id from ogi.mt_doc_organ
            where id collate "C" > $1 and (cardinality($3) = 0 or kind = any($3))
              and {RegistrySql.Within(division, "division", command.Parameters)}
            order by id collate "C" limit $2
            """;
        return await command.ReadIds(ct);
    }
}
