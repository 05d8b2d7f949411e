using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>What an event makes of what is known of an organ.</summary>
internal static class OrganFold
{
    public static OrganState Apply(OrganState? current, string id, IMessage e)
    {
        var state = current?.Clone() ?? new OrganState();
        switch (e)
        {
            case OrganRecorded recorded:
                state.Organ = recorded.Organ;
                break;
            case OrgansSucceeded succeeded:
                Succeed(state, id, succeeded.Succession);
                break;
            case OrganExempted exempted:
                Exempt(state, exempted);
                break;
            default:
                throw new InvalidOperationException($"{e.Descriptor.Name} is no event of an organ.");
        }

        state.Hash = EventChain.Hash(e);
        return state;
    }

    /// <summary>
    /// Who only stood before ends with the year before; who only stands after begins, if not known otherwise.
    /// </summary>
    private static void Succeed(OrganState state, string id, StoredSuccession succession)
    {
        state.Successions.Add(succession);
        var before = succession.Predecessors.Contains(id);
        var after = succession.Successors.Contains(id);
        if (before && !after)
        {
            state.Organ.LastYear = succession.Year - 1;
        }

        if (after && !before && state.Organ.FirstYear == 0)
        {
            state.Organ.FirstYear = succession.Year;
        }
    }

    private static void Exempt(OrganState state, OrganExempted e)
    {
        if (Exemption(state, e.Year, e.Scope) is { } old)
        {
            state.Exemptions.Remove(old);
        }

        if (!e.Lifted)
        {
            state.Exemptions.Add(new StoredExemption { Year = e.Year, Scope = e.Scope, Reason = e.Meta.Reason });
        }
    }

    /// <summary>The exemption from a report, or null.</summary>
    public static StoredExemption? Exemption(OrganState state, int year, int scope) =>
        state.Exemptions.FirstOrDefault(exemption => exemption.Year == year && exemption.Scope == scope);
}
