using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ogi.Stats.V1;

namespace StatsService.Callers;

/// <summary>What each rpc declares about who may call it: the <c>access</c> option in the protos.</summary>
public static class RpcAccess
{
    private static readonly FileDescriptor[] Files =
    [
        ReportServiceReflection.Descriptor,
        RegistryServiceReflection.Descriptor,
        FormServiceReflection.Descriptor,
        StatisticsServiceReflection.Descriptor,
    ];

    /// <summary>All rpcs of the API by their path, <c>/ogi.stats.v1.ReportService/FileReport</c>.</summary>
    public static IReadOnlyDictionary<string, MethodDescriptor> Rpcs { get; } = Files
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .ToDictionary(method => $"/{method.Service.FullName}/{method.Name}", StringComparer.Ordinal);

    private static readonly Dictionary<string, Access?> Declarations =
        Rpcs.ToDictionary(rpc => rpc.Key, rpc => DeclaredBy(rpc.Value), StringComparer.Ordinal);

    /// <summary>What an rpc declares. Null: nothing, or there is no such rpc.</summary>
    public static Access? Declared(string rpc) => Declarations.GetValueOrDefault(rpc);

    /// <summary>The names in a request at a path of <see cref="Access.Subtree"/>; fields not set have none.</summary>
    public static IEnumerable<string> Targets(IMessage request, string path)
    {
        object? value = request;
        foreach (var part in path.Split('.'))
        {
            value = value is IMessage message
                ? (message.Descriptor.FindFieldByName(part) ?? throw new InvalidOperationException(
                    $"access: {message.Descriptor.Name} has no field {part}.")).Accessor.GetValue(message)
                : null;
        }

        var names = value as IEnumerable<string> ?? [value as string ?? ""];
        return names.Where(name => name.Length > 0);
    }

    private static Access? DeclaredBy(MethodDescriptor rpc) =>
        rpc.GetOptions() is { } options && options.HasExtension(AnnotationsExtensions.Access)
            ? options.GetExtension(AnnotationsExtensions.Access)
            : null;
}
