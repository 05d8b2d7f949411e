using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ogi.Stats.V1;

namespace StatsService.Callers;

/// <summary>What each rpc declares about who may call it: the <c>access</c> option in the protos, and nothing else.</summary>
public static class RpcAccess
{
    private static readonly FileDescriptor[] Files =
    [
        ReportServiceReflection.Descriptor,
        RegistryServiceReflection.Descriptor,
        FormServiceReflection.Descriptor,
        StatisticsServiceReflection.Descriptor,
    ];

    /// <summary>All rpcs of the API by their path, <c>/ogi.stats.v1.ReportService/FileReport</c>. Null: nothing declared.</summary>
    public static IReadOnlyDictionary<string, Access?> All { get; } = Files
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .ToDictionary(method => $"/{method.Service.FullName}/{method.Name}", Declared, StringComparer.Ordinal);

    /// <summary>The text in a request that an access declaration's <c>subtree</c> names.</summary>
    public static string Target(IMessage request, string path)
    {
        object? value = request;
        foreach (var part in path.Split('.'))
        {
            value = value is IMessage message ? message.Descriptor.FindFieldByName(part).Accessor.GetValue(message) : null;
        }

        return value as string ?? "";
    }

    private static Access? Declared(MethodDescriptor method) =>
        method.GetOptions() is { } options && options.HasExtension(AnnotationsExtensions.Access)
            ? options.GetExtension(AnnotationsExtensions.Access)
            : null;
}
