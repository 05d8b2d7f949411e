using Grpc.Core;
using Ogi.Stats.V1;

namespace StatsService.Tests.Fixtures;

/// <summary>Calls with bytes that no generated client would send.</summary>
internal static class RawCalls
{
    private static readonly Method<byte[], FileReportResponse> Method = new(
        MethodType.Unary,
        "ogi.stats.v1.ReportService",
        "FileReport",
        Marshallers.Create(bytes => bytes, bytes => bytes),
        Marshallers.Create(_ => [], FileReportResponse.Parser.ParseFrom));

    public static async Task FileReport(ServiceFixture service, byte[] bytes) =>
        await service.Channel.CreateCallInvoker().AsyncUnaryCall(Method, host: null, new CallOptions(), bytes);
}
