using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Log;
using StatsService.Requests;
using Kind = Ogi.Stats.V1.DivisionChangeKind;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>
/// Records a change of boundaries, codes or names: one event in the stream of every division concerned, in one
/// transaction. Registrars take turns, so that no two of them put divisions above each other.
/// </summary>
internal sealed class ChangeDivisions(
    OrganDirectory organs, DivisionTrees trees, EventWriter writer, RegistrarsTurn turn, HistoryWatch watch)
{
    public async Task<Wire.ChangeDivisionsResponse> Handle(
        Wire.ChangeDivisionsRequest request, Caller caller, CancellationToken ct)
    {
        var written = await turn.Run(
            () => writer.Write<Division>(
                RequestKey.Of(caller, request),
                async () =>
                {
                    var change = await Read(request.Change, ct);
                    var tree = await trees.Read(ct);
                    var recorded = DivisionChanges.IsRecorded(change, request.Change.Parent, tree);
                    if (!recorded)
                    {
                        DivisionChanges.Complete(change, request.Change.Parent, tree);
                    }

                    var concerned = DivisionChanges.Named(change);
                    var all = concerned.Concat(DivisionChanges.Moved(change, tree)).Distinct(StringComparer.Ordinal);
                    return new(
                        [.. all.Select(id => Division.Prefix + id)], EventChain.MetaOf(caller),
                        states => Task.FromResult(new StreamDecision([.. states.Select(_ =>
                            recorded ? (IMessage?)null : new DivisionsChanged { Change = change.Clone() })])));
                },
                ct),
            ct);
        var named = written[0].Event is DivisionsChanged e ? DivisionChanges.Named(e.Change).Count : written.Count;
        var newest = written.MaxBy(division => division.Number)!;
        return new()
        {
            Divisions = { written.Take(named).Select(division => RegistryPresenter.Present(division.State)) },
            Position = Position.Of(watch.Current, newest.Number, newest.State.State.Hash).ToString(),
        };
    }

    private async Task<StoredDivisionChange> Read(Wire.DivisionChange? sent, CancellationToken ct)
    {
        DivisionChanges.Check(sent);
        var predecessors = await organs.Divisions(sent!.Predecessors, "change.predecessors", ct);
        var successors = sent.Kind is Kind.Renamed or Kind.Transferred
            ? predecessors
            : await organs.Divisions(sent.Successors, "change.successors", ct);
        if (sent.Kind == Kind.Transferred)
        {
            await organs.Divisions([sent.Parent], "change.parent", ct);
        }

        return new()
        {
            Kind = (int)sent.Kind,
            Year = sent.Year,
            Predecessors = { predecessors.Distinct(StringComparer.Ordinal) },
            Successors = { successors.Distinct(StringComparer.Ordinal) },
            Source = sent.Source,
            Title = sent.Kind == Kind.Renamed ? sent.Title.Trim() : "",
        };
    }
}
