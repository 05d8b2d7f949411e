using Grpc.Core;
using StatsService.Callers;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class RegistryGrpcService(
    CallerFactory callers, GetDivision getDivision, ListDivisions listDivisions, GetOrgan getOrgan,
    ListOrgans listOrgans, SearchOrgans search, CreateOrgan create, UpdateOrgan update, BatchUpsertOrgans batch,
    MergeOrgans merge, SplitOrgan split, ExemptOrgan exempt, BatchUpsertDivisions batchDivisions,
    ChangeDivisions changeDivisions)
    : Wire.RegistryService.RegistryServiceBase
{
    public override Task<Wire.GetDivisionResponse> GetDivision(
        Wire.GetDivisionRequest request, ServerCallContext context) =>
        getDivision.Handle(request, context.CancellationToken);

    public override Task<Wire.ListDivisionsResponse> ListDivisions(
        Wire.ListDivisionsRequest request, ServerCallContext context) =>
        listDivisions.Handle(request, context.CancellationToken);

    public override Task BatchUpsertDivisions(
        IAsyncStreamReader<Wire.BatchUpsertDivisionsRequest> requestStream,
        IServerStreamWriter<Wire.BatchUpsertDivisionsResponse> responseStream,
        ServerCallContext context) =>
        batchDivisions.Handle(requestStream, responseStream, callers.From(context), context.CancellationToken);

    public override Task<Wire.ChangeDivisionsResponse> ChangeDivisions(
        Wire.ChangeDivisionsRequest request, ServerCallContext context) =>
        changeDivisions.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.GetOrganResponse> GetOrgan(Wire.GetOrganRequest request, ServerCallContext context) =>
        getOrgan.Handle(request, context.CancellationToken);

    public override Task<Wire.ListOrgansResponse> ListOrgans(
        Wire.ListOrgansRequest request, ServerCallContext context) =>
        listOrgans.Handle(request, context.CancellationToken);

    public override Task<Wire.SearchOrgansResponse> SearchOrgans(
        Wire.SearchOrgansRequest request, ServerCallContext context) =>
        search.Handle(request, context.CancellationToken);

    public override Task<Wire.CreateOrganResponse> CreateOrgan(
        Wire.CreateOrganRequest request, ServerCallContext context) =>
        create.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.UpdateOrganResponse> UpdateOrgan(
        Wire.UpdateOrganRequest request, ServerCallContext context) =>
        update.Handle(request, callers.From(context), context.CancellationToken);

    public override Task BatchUpsertOrgans(
        IAsyncStreamReader<Wire.BatchUpsertOrgansRequest> requestStream,
        IServerStreamWriter<Wire.BatchUpsertOrgansResponse> responseStream,
        ServerCallContext context) =>
        batch.Handle(requestStream, responseStream, callers.From(context), context.CancellationToken);

    public override Task<Wire.MergeOrgansResponse> MergeOrgans(
        Wire.MergeOrgansRequest request, ServerCallContext context) =>
        merge.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.SplitOrganResponse> SplitOrgan(
        Wire.SplitOrganRequest request, ServerCallContext context) =>
        split.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.ExemptOrganResponse> ExemptOrgan(
        Wire.ExemptOrganRequest request, ServerCallContext context) =>
        exempt.Handle(request, callers.From(context), context.CancellationToken);
}
