using StatsService.Forms;
using StatsService.Statistics;
using Wire = Ogi.Stats.V1;

namespace StatsService.Continuity;

/// <summary>Each year of some organs against the one before, by the rules over two years.</summary>
internal sealed class QueryContinuity(StatisticsRows rows, FormCatalog catalog)
{
    public async Task<Wire.QueryContinuityResponse> Handle(Wire.QueryContinuityRequest request, CancellationToken ct)
    {
        var asked = new Wire.QueryContinuityRequest { Selection = request.Selection, OnlyBroken = request.OnlyBroken };
        var page = await rows.Read<Wire.ContinuityRow>(
            new(asked, request.Selection, request.PageSize, request.PageToken, request.Read),
            (wanted, _) => new ContinuityRows(wanted, request.OnlyBroken, catalog).Make,
            ct);
        return new() { Rows = { page.Rows }, NextPageToken = page.NextPageToken, Stamp = page.Stamp };
    }
}
