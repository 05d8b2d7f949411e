using Ogi.Stats.Store.V1;
using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>What someone wants on record of an organ, understood.</summary>
/// <param name="Id">The id by which it was sent; null where it was sent without a name.</param>
internal sealed record OrganDraft(string? Id, StoredOrgan Organ);

/// <summary>Understands an organ as sent, or refuses it with everything that cannot be understood, at once.</summary>
internal sealed class OrganIntake(OrganDirectory organs)
{
    private const int MaxDepth = 50;

    /// <param name="field">Where the organ stands in the request: <c>organ</c>.</param>
    /// <param name="lookup">Where what it refers to is looked up. Null: in the registry as it stands.</param>
    public async Task<OrganDraft> Read(
        Wire.Organ? wire, string field, CancellationToken ct, IOrganLookup? lookup = null)
    {
        if (wire is null)
        {
            throw Refusals.Required(field);
        }

        var problems = new List<ContentProblem>();
        var reader = new OrganReader(problems);
        var id = reader.Id("organs", wire.Name, "name");
        var organ = reader.Read(wire);
        if (problems.Count > 0)
        {
            throw Refusals.NotUnderstood(problems, field);
        }

        await organs.Divisions([organ.Division], field + ".division", ct, lookup);
        if (organ.Parent.Length > 0)
        {
            organ.Parent = (await organs.Ids([organ.Parent], field + ".parent", ct, lookup))[0];
        }

        return new(id.Length == 0 ? null : id, organ);
    }

    /// <summary>Whether this may be the id of that organ, and its parent that above it.</summary>
    /// <param name="field">Where the organ stands in the request.</param>
    /// <param name="lookup">Where what it refers to is looked up. Null: in the registry as it stands.</param>
    public async Task Check(
        string id, StoredOrgan organ, string field, CancellationToken ct, IOrganLookup? lookup = null)
    {
        lookup ??= organs;
        var kind = (OrganKind)organ.Kind;
        var known = (await lookup.Path(id, ct)).Count > 0;
        if (known && (id != organ.Division || kind is not (OrganKind.Government or OrganKind.Zone)))
        {
            throw Refusals.InvalidValue(
                field + ".name",
                $"{field}.name“{id}”是行政区划代码，只能用于该区划的人民政府或管理机构。",
                $"{field}.name '{id}' is the code of a division; "
                + "only the government or zone administration of that division may have it.");
        }

        // The registry does not know all former divisions: the government of one is registered below the division above
        // it.
        if (!known && kind == OrganKind.Government && !IsCodeBelow(organ.Division, id))
        {
            throw Refusals.InvalidValue(
                field + ".name",
                $"{field}.name“{id}”：人民政府的编码是其行政区划代码，即{organ.Division}或其下的六位代码；乡镇、街道请用kind TOWNSHIP。",
                $"{field}.name '{id}': the id of a people's government is its division's code, {organ.Division} or "
                + "six digits below it; a town's is of kind TOWNSHIP.");
        }

        await CheckParent(id, organ.Parent, field, lookup, ct);
    }

    /// <summary>Codes go by twos: 14 山西省, 1404 长治市, 140421 长治县; what is left of the six digits is 0.</summary>
    private static bool IsCodeBelow(string division, string id)
    {
        if (division.Length != 6 || id.Length != 6 || !id.All(char.IsAsciiDigit))
        {
            return false;
        }

        var digits = division.AsSpan();
        while (digits.EndsWith("00", StringComparison.Ordinal))
        {
            digits = digits[..^2];
        }

        return id.AsSpan().StartsWith(digits, StringComparison.Ordinal);
    }

    private static async Task CheckParent(
        string id, string parent, string field, IOrganLookup lookup, CancellationToken ct)
    {
        var above = parent;
        for (var depth = 0; above.Length > 0; depth++)
        {
            if (depth == MaxDepth)
            {
                throw Refusals.InvalidValue(
                    field + ".parent",
                    $"{field}.parent“{parent}”之上已有{MaxDepth}级机关；请核对上级。",
                    $"{field}.parent '{parent}' has {MaxDepth} organs above it already; look at them again.");
            }

            if (above == id)
            {
                throw Refusals.InvalidValue(
                    field + ".parent",
                    $"{field}.parent“{parent}”是{id}本身或其下级。",
                    $"{field}.parent '{parent}' is {id} itself or lies below it.");
            }

            above = (await lookup.Find(above, ct))?.State.Organ.Parent ?? "";
        }
    }
}
