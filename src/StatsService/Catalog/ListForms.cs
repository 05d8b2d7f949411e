using Google.Protobuf.WellKnownTypes;
using StatsService.Forms;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Catalog;

/// <summary>Lists all forms.</summary>
internal sealed class ListForms(FormCatalog catalog, EventLog log)
{
    private static readonly FieldMask WithoutCells = ReadMasks.AllBut(Wire.Form.Descriptor, "tables", "rules");

    public async Task<Wire.ListFormsResponse> Handle(Wire.ListFormsRequest request, CancellationToken ct)
    {
        var mask = ReadMasks.Checked(request.ReadMask, Wire.Form.Descriptor) ?? WithoutCells;
        return new()
        {
            Forms = { catalog.Forms.Values.Select(form => ReadMasks.Apply(mask, WireForms.Write(form, catalog.CommonRules))) },
            Stamp = await log.Stamp((await log.Resolve(read: null, ct)).Number, ct),
        };
    }
}
