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
    IDocumentStore store, NpgsqlDataSource database, OrganDirectory organs, DivisionTrees trees, LogPoints log)
{
    public static readonly PageLimit Pages = new(500, 5000);

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
        var size = Pages.Of(request.PageSize);
        var asked = new Wire.ListDivisionsRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked);
        var ancestor = request.Ancestor.Length == 0
            ? Caller.Nation
            : (await organs.Divisions([request.Ancestor], "ancestor", ct))[0];
        Refusals.DemandDefined(request.Level, "level");
        Refusals.DemandDefined(request.Kind, "kind");
        RegistrySql.CheckText(request.Query, MaxQuery, "query");

        if (request.Year != 0 && !YearRanges.IsYear(request.Year))
        {
            throw YearRanges.OutOfRange("year", request.Year);
        }

        var point = await log.ResolveCurrent(request.Read, ct);
        var after = token?.After ?? "";
        var divisions = request.Year == 0
            ? await AsTheyStand(asked, ancestor, after, size + 1, ct)
            : await InYear(asked, ancestor, after, ct);
        var page = new Page<Wire.Division>(size);
        var full = divisions.Any(division => !page.TryAdd(division));
        return new()
        {
            Divisions = { page.Rows },
            NextPageToken = full ? new PageToken(point.Position, page.Rows[^1].Name).Write(asked) : "",
            Stamp = log.Stamp(point),
        };
    }

    private async Task<IEnumerable<Wire.Division>> InYear(
        Wire.ListDivisionsRequest request, string ancestor, string after, CancellationToken ct) =>
        (await trees.Read(ct)).Below(ancestor, request.Year)
            .Where(division => string.CompareOrdinal(division.Id, after) > 0
                && (request.Level == Wire.DivisionLevel.Unspecified || (int)division.Level == (int)request.Level)
                && (request.Kind == Wire.DivisionKind.Unspecified || division.Kind == (int)request.Kind)
                && division.TitleIn(request.Year).Contains(request.Query, StringComparison.Ordinal))
            .OrderBy(division => division.Id, StringComparer.Ordinal)
            .Select(division => RegistryPresenter.Present(division, request.Year));

    private async Task<IEnumerable<Wire.Division>> AsTheyStand(
        Wire.ListDivisionsRequest request, string ancestor, string after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = ancestor });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = (int)request.Level });
        command.Parameters.Add(new() { Value = (int)request.Kind });
        command.Parameters.Add(new() { Value = request.Query });
        command.Parameters.Add(new() { Value = limit });

        var ids = await command.ReadIds(ct);
        await using var session = store.QuerySession();
        return (await session.LoadManyAsync<Division>(ct, ids))
            .OrderBy(division => division.Id, StringComparer.Ordinal)
            .Select(division => RegistryPresenter.Present(division));
    }
}
