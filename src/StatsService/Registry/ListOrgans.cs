using Marten;
using Npgsql;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Lists organs by id, as they stand.</summary>
internal sealed class ListOrgans(IDocumentStore store, NpgsqlDataSource database, OrganDirectory organs, LogPoints log)
{
    public static readonly PageLimit Pages = new(500, 5000);

    /// <summary>Organs read at once.</summary>
    private const int AtOnce = 500;

    public async Task<Wire.ListOrgansResponse> Handle(Wire.ListOrgansRequest request, CancellationToken ct)
    {
        var size = Pages.Of(request.PageSize);
        var asked = new Wire.ListOrgansRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked);
        var division = request.Division.Length == 0
            ? Caller.Nation
            : (await organs.Divisions([request.Division], "division", ct))[0];

        for (var i = 0; i < request.Kinds.Count; i++)
        {
            Refusals.DemandDefined(request.Kinds[i], $"kinds[{i}]");
        }

        int[] kinds = request.Kinds.Contains(Wire.OrganKind.Unspecified)
            ? []
            : [.. request.Kinds.Select(kind => (int)kind)];
        var point = await log.ResolveCurrent(request.Read, ct);
        var ids = await Ids(division, kinds, token?.After ?? "", size + 1, ct);
        var page = new Page<Wire.Organ>(size);
        var full = await Fill(page, ids, ct);
        return new()
        {
            Organs = { page.Rows },
            NextPageToken = full ? new PageToken(point.Position, page.Rows[^1].Name).Write(asked) : "",
            Stamp = log.Stamp(point),
        };
    }

    /// <summary>Whether there are more than go into it.</summary>
    private async Task<bool> Fill(Page<Wire.Organ> page, IEnumerable<string> ids, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        foreach (var some in ids.Chunk(AtOnce))
        {
            var found = await session.LoadManyAsync<Organ>(ct, some);
            if (found.OrderBy(organ => organ.Id, StringComparer.Ordinal)
                .Any(organ => !page.TryAdd(RegistryPresenter.Present(organ))))
            {
                return true;
            }
        }

        return false;
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
