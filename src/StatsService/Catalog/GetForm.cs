using StatsService.Forms;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Catalog;

/// <summary>Gets a form with all that is needed to draw and to check it.</summary>
internal sealed class GetForm(FormCatalog catalog, LogPoints log)
{
    public async Task<Wire.GetFormResponse> Handle(Wire.GetFormRequest request, CancellationToken ct)
    {
        var mask = ReadMasks.Checked(request.ReadMask, Wire.Form.Descriptor);
        var form = catalog.Requested(request.Name, "name");
        return new()
        {
            Form = ReadMasks.Apply(mask, WireForms.Write(form, catalog.RulesOfNoForm)),
            Stamp = log.Stamp(await log.Resolve(read: null, ct)),
        };
    }
}
