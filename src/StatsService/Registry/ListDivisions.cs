using Marten;
using Npgsql;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Lists the divisions below one, by code, as they stand.</summary>
internal sealed class ListDivisions(
    IDocumentStore store, NpgsqlDataSource database, OrganDirectory organs, EventLog log)
{
    private const int DefaultSize = 500;
    private const int MaxSize = 5000;
    private const int MaxQuery = 50;

    private const string Sql = """
        select id from ogi.mt_doc_division
        where path @> array[$1]::varchar[] and id <> 'divisions/' || $1 and id collate "C" > $2
          and ($3 = 0 or (data ->> 'level')::int = $3)
          and ($4 = 0 or (data ->> 'kind')::int = $4)
          and strpos(data ->> 'title', $5) > 0
        order by id collate "C" limit $6
        """;

    public async Task<Wire.ListDivisionsResponse> Handle(Wire.ListDivisionsRequest request, CancellationToken ct)
    {
        var size = PageSize.Of(request.PageSize, DefaultSize, MaxSize);
        var asked = new Wire.ListDivisionsRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked);
        var ancestor = request.Ancestor.Length == 0
            ? Caller.Nation
            : (await organs.Divisions([request.Ancestor], "ancestor", ct))[0];
        Refusals.DemandDefined(request.Level, "level");
        Refusals.DemandDefined(request.Kind, "kind");
        RegistrySql.CheckText(request.Query, MaxQuery, "query");

        var point = await log.ResolveCurrent(request.Read, ct);
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = ancestor });
        command.Parameters.Add(new() { Value = token?.After ?? "" });
        command.Parameters.Add(new() { Value = (int)request.Level });
        command.Parameters.Add(new() { Value = (int)request.Kind });
        command.Parameters.Add(new() { Value = request.Query });
        command.Parameters.Add(new() { Value = size + 1 });

        var ids = await command.ReadIds(ct);
        await using var session = store.QuerySession();
        var divisions = await session.LoadManyAsync<Division>(ct, ids);
        var page = new Page<Wire.Division>(size);
        var full = divisions.OrderBy(division => division.Id, StringComparer.Ordinal)
            .Any(division => !page.TryAdd(RegistryPresenter.Present(division)));
        return new()
        {
            Divisions = { page.Rows },
            NextPageToken = full ? new PageToken(point.Position, page.Rows[^1].Name).Write(asked) : "",
            Stamp = log.Stamp(point),
        };
    }
}
