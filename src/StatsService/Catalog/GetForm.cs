using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Catalog;

/// <summary>Gets a form with all that is needed to draw and to check it.</summary>
internal sealed class GetForm(FormCatalog catalog, EventLog log)
{
    public async Task<Wire.GetFormResponse> Handle(Wire.GetFormRequest request, CancellationToken ct)
    {
        var mask = ReadMasks.Checked(request.ReadMask, Wire.Form.Descriptor);
        var form = catalog.Form(ResourceIds.Parse("forms", request.Name, "name"))
            ?? throw Refusals.NotFound("RESOURCE_NOT_FOUND", request.Name);
        return new()
        {
            Form = ReadMasks.Apply(mask, WireForms.Write(form, catalog.CommonRules)),
            Stamp = log.Stamp(await log.Resolve(read: null, ct)),
        };
    }
}
