using Grpc.Core;
using Wire = Ogi.Stats.V1;

namespace StatsService.Limits;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class LimitsGrpcService(GetLimits limits) : Wire.LimitsService.LimitsServiceBase
{
    public override Task<Wire.GetLimitsResponse> GetLimits(Wire.GetLimitsRequest request, ServerCallContext context) =>
        Task.FromResult(limits.Handle());
}
