using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Registry;

namespace StatsService.Requests;

/// <summary>Reads from a write request who does it, for whom and why.</summary>
internal sealed class Authorship(OrganDirectory organs)
{
    private const int MaxReason = 1000;

    /// <summary>Refuses a reason that is too long.</summary>
    public static void CheckReason(string reason, string field = "reason")
    {
        if (reason.Length > MaxReason)
        {
            throw Refusals.TooLong(field, reason.Length, MaxReason);
        }
    }

    /// <summary>Refuses a reason that is missing or too long.</summary>
    public static void DemandReason(string reason, string field = "reason")
    {
        if (reason.Length == 0)
        {
            throw Refusals.Required(field);
        }

        CheckReason(reason, field);
    }

    /// <param name="reason">Checked before.</param>
    /// <param name="onBehalfOf">The name of an organ, or empty.</param>
    /// <param name="field">Where that stands in the request.</param>
    /// <param name="lookup">Where that is looked up. Null: in the registry.</param>
    public async Task<EventMeta> Read(
        Caller caller, string reason, string onBehalfOf, CancellationToken ct, string field = "on_behalf_of",
        IOrganLookup? lookup = null) =>
        EventChain.MetaOf(
            caller, reason, onBehalfOf.Length == 0 ? "" : (await organs.Ids([onBehalfOf], field, ct, lookup))[0]);
}
