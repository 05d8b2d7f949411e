using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Finds organs by name or alias, or by the beginning of an id or code, best match first.</summary>
internal sealed class SearchOrgans(OrganSearch search, OrganDirectory organs, LogPoints log)
{
    public static readonly PageLimit Matches = new(10, 100);

    private const int MaxQuery = 100;

    public async Task<Wire.SearchOrgansResponse> Handle(Wire.SearchOrgansRequest request, CancellationToken ct)
    {
        var query = ResourceIds.Id("organs", request.Query.Trim());
        if (query.Length == 0)
        {
            throw Refusals.Required("query");
        }

        RegistrySql.CheckText(query, MaxQuery, "query");
        var limit = Matches.Of(request.Limit, "limit");
        var division = request.Division.Length == 0
            ? ""
            : (await organs.Divisions([request.Division], "division", ct))[0];

        var point = await log.ResolveCurrent(request.Read, ct);
        var hits = await search.Find(query, division, limit, ct);
        var response = new Wire.SearchOrgansResponse { Stamp = log.Stamp(point) };
        response.Matches.Add(hits.Select(
            hit => new Wire.OrganMatch { Organ = RegistryPresenter.Present(hit.Organ), Score = hit.Score }));
        return response;
    }
}
