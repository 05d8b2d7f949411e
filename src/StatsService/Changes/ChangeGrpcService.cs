using Grpc.Core;
using StatsService.Callers;
using StatsService.Encoded;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class ChangeGrpcService(
    CallerFactory callers, ListChanges list, WatchChanges watch, GetSnapshot snapshot)
    : Wire.ChangeService.ChangeServiceBase
{
    public override async Task<Wire.ListChangesResponse> ListChanges(
        Wire.ListChangesRequest request, ServerCallContext context) =>
        EncodedAnswers.For(
            context, await list.Handle(request, callers.From(context), context.CancellationToken));

    public override Task WatchChanges(
        Wire.WatchChangesRequest request, IServerStreamWriter<Wire.WatchChangesResponse> responseStream,
        ServerCallContext context) =>
        watch.Handle(
            request, EncodedAnswers.For(context, responseStream), callers.From(context), context.CancellationToken);

    public override Task GetSnapshot(
        Wire.GetSnapshotRequest request, IServerStreamWriter<Wire.GetSnapshotResponse> responseStream,
        ServerCallContext context) =>
        snapshot.Handle(
            request, EncodedAnswers.For(context, responseStream), callers.From(context), context.CancellationToken);
}
