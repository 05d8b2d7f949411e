using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Says that an organ need not report for a year, or lifts that.</summary>
internal sealed class ExemptOrgan(OrganDirectory organs, OrganWriter writer)
{
    /// <summary>Null: it is exempted for this reason already.</summary>
    public static IMessage? Decide(Organ? current, OrganExempted wanted, string reason, string etag)
    {
        var exemption = OrganFold.Exemption(current!.State, wanted.Year, wanted.Scope);
        if (!wanted.Lifted && exemption?.Reason == reason)
        {
            return null;
        }

        current.DemandEtag(etag);
        if (wanted.Lifted && exemption is null)
        {
            throw new Refusal(Google.Rpc.Code.NotFound, "EXEMPTION_NOT_FOUND", new(
                $"{current.Id}在{wanted.Year}年没有范围为{Scope(wanted)}的免报，无可撤销。",
                $"{current.Id} has no exemption for {wanted.Year}, scope {Scope(wanted)}, that could be lifted."));
        }

        return wanted.Clone();
    }

    public async Task<Wire.ExemptOrganResponse> Handle(
        Wire.ExemptOrganRequest request, Caller caller, CancellationToken ct)
    {
        Authorship.DemandReason(request.Reason);
        if (request.Etag.Length == 0)
        {
            throw Refusals.Required("etag");
        }

        if (!YearRanges.IsYear(request.Year))
        {
            throw YearRanges.OutOfRange("year", request.Year);
        }

        if (request.Scope is not (Wire.Scope.Organ or Wire.Scope.Level or Wire.Scope.Region))
        {
            throw Refusals.InvalidValue(
                "scope",
                "scope须为SCOPE_ORGAN、SCOPE_LEVEL或SCOPE_REGION。",
                "scope must be SCOPE_ORGAN, SCOPE_LEVEL or SCOPE_REGION.");
        }

        var wanted = new OrganExempted { Year = request.Year, Scope = (int)request.Scope, Lifted = request.Lift };
        var written = await writer.Write(
            RequestKey.Of(caller, request),
            async () => new(
                (await organs.Get(request.Name, "name", ct)).Code, EventChain.MetaOf(caller, request.Reason),
                current => Decide(current, wanted, request.Reason, request.Etag)),
            ct);
        return new()
        {
            Organ = RegistryPresenter.Present(written.State),
            Position = writer.PositionOf(written),
        };
    }

    private static string Scope(OrganExempted e) => ((Wire.Scope)e.Scope).ToString().ToUpperInvariant();
}
