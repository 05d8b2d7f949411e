using System.Reflection;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>Where the protos lie: ours, and those of Google that ours import.</summary>
internal static class ProtoFolders
{
    public static string Ours => Path.Combine(Repository.Root, "protos");

    /// <summary>google/api, google/rpc and google/type.</summary>
    public static string Google => Metadata("GoogleProtos");

    /// <summary>google/protobuf.</summary>
    public static string Protobuf => Metadata("ProtobufProtos");

    private static string Metadata(string key) => typeof(ProtoFolders).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
