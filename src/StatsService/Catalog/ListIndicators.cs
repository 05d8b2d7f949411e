using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Catalog;

/// <summary>Lists indicators by name.</summary>
internal sealed class ListIndicators(FormCatalog catalog, LogPoints log)
{
    public static readonly PageLimit Pages = new(500, 1000);

    public async Task<Wire.ListIndicatorsResponse> Handle(Wire.ListIndicatorsRequest request, CancellationToken ct)
    {
        var size = Pages.Of(request.PageSize);
        var asked = new Wire.ListIndicatorsRequest { Prefix = request.Prefix, Form = request.Form };
        var token = PageToken.Read(request.PageToken, asked);
        var form = request.Form.Length == 0 ? null : catalog.Referred(request.Form, "form");
        var point = token is null ? await log.Resolve(read: null, ct) : await log.At(token.Position, ct);

        var prefix = IndicatorNames.Read(request.Prefix);
        var found = catalog.Indicators.Values
            .Where(indicator => indicator.Name.StartsWith(prefix, StringComparison.Ordinal)
                && (form is null || catalog.Measurement(indicator, form) is not null)
                && string.CompareOrdinal(indicator.Name, token?.After ?? "") > 0)
            .OrderBy(indicator => indicator.Name, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        return new()
        {
            Indicators = { found.Take(size).Select(WireForms.Write) },
            NextPageToken = found.Count > size ? new PageToken(point.Position, found[size - 1].Name).Write(asked) : "",
            Stamp = log.Stamp(point),
        };
    }
}
