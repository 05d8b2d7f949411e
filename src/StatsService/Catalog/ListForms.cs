using Google.Protobuf.WellKnownTypes;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Catalog;

/// <summary>Lists all forms.</summary>
internal sealed class ListForms(FormCatalog catalog, LogPoints log)
{
    private static readonly FieldMask WithoutCells = ReadMasks.AllBut(Wire.Form.Descriptor, "tables", "rules");

    public async Task<Wire.ListFormsResponse> Handle(Wire.ListFormsRequest request, CancellationToken ct)
    {
        var mask = ReadMasks.Checked(request.ReadMask, Wire.Form.Descriptor) ?? WithoutCells;
        var forms = catalog.Forms.Values.Select(
            form => WireForms.Write(form, catalog.RulesOfNoForm));
        return new()
        {
            Forms = { forms.Select(form => ReadMasks.Apply(mask, form)) },
            Stamp = log.Stamp(await log.Resolve(read: null, ct)),
        };
    }
}
