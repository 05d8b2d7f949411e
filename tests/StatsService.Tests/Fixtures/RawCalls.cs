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

    public static Task FileReport(ServiceFixture service, byte[] bytes) => FileReport(service.Channel, bytes);

    public static async Task FileReport(ChannelBase channel, byte[] bytes) =>
        await channel.CreateCallInvoker().AsyncUnaryCall(Method, host: null, new CallOptions(), bytes);
}
