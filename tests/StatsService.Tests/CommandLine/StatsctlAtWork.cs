using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Ogi.Stats.V1;
using StatsService.Canonical;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary>statsctl beside the service under test, with files of a test's own.</summary>
internal static class StatsctlAtWork
{
    private static readonly JsonParser Json = new(JsonParser.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor, LocalizedMessage.Descriptor)));

    public static Task<ProgramResult> Statsctl(this ServiceFixture service, params string[] arguments) =>
        TestTools.Statsctl.Run([.. arguments, "--server", service.GrpcAddress]);

    public static TemporaryFile FileOf(Report report) => new("report.json", CanonicalJson.Write(report));

    /// <summary>The answers that <c>--json</c> printed, one a line.</summary>
    public static IReadOnlyList<T> Answers<T>(this ProgramResult run)
        where T : IMessage<T>, new() => [.. run.Lines.Select(Json.Parse<T>)];
}
