using Grpc.Core;
using Wire = Ogi.Stats.V1;

namespace StatsService.Catalog;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class FormGrpcService(ListForms list, GetForm get, ListIndicators indicators)
    : Wire.FormService.FormServiceBase
{
    public override Task<Wire.ListFormsResponse> ListForms(Wire.ListFormsRequest request, ServerCallContext context) =>
        list.Handle(request, context.CancellationToken);

    public override Task<Wire.GetFormResponse> GetForm(Wire.GetFormRequest request, ServerCallContext context) =>
        get.Handle(request, context.CancellationToken);

    public override Task<Wire.ListIndicatorsResponse> ListIndicators(
        Wire.ListIndicatorsRequest request, ServerCallContext context) =>
        indicators.Handle(request, context.CancellationToken);
}
