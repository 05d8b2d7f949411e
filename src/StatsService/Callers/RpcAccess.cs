using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ogi.Stats.V1;
using ResourceExtensions = Google.Api.ResourceExtensions;

namespace StatsService.Callers;

/// <summary>What each rpc declares about who may call it: the <c>access</c> option in the protos.</summary>
internal static class RpcAccess
{
    private static readonly FileDescriptor[] Files =
    [
        ReportServiceReflection.Descriptor,
        RegistryServiceReflection.Descriptor,
        FormServiceReflection.Descriptor,
        StatisticsServiceReflection.Descriptor,
        ChangeServiceReflection.Descriptor,
        ExportServiceReflection.Descriptor,
        LimitsServiceReflection.Descriptor,
    ];

    /// <summary>All rpcs of the API by their path, <c>/ogi.stats.v1.ReportService/FileReport</c>.</summary>
    public static IReadOnlyDictionary<string, MethodDescriptor> Rpcs { get; } = Files
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .ToDictionary(method => $"/{method.Service.FullName}/{method.Name}", StringComparer.Ordinal);

    private static readonly Dictionary<string, Access?> Declarations =
        Rpcs.ToDictionary(rpc => rpc.Key, rpc => DeclaredBy(rpc.Value), StringComparer.Ordinal);

    /// <summary>Kept, for every look at a field's options copies them.</summary>
    private static readonly ConcurrentDictionary<FieldDescriptor, string> Types = new();

    /// <summary>What an rpc declares. Null: nothing, or there is no such rpc.</summary>
    public static Access? Declared(string rpc) => Declarations.GetValueOrDefault(rpc);

    /// <summary>What a request names at a path of <see cref="Access.Subtree"/>; fields not set name nothing.</summary>
    public static IEnumerable<AccessTarget> Targets(IMessage request, string path)
    {
        object? value = request;
        FieldDescriptor? field = null;
        foreach (var part in path.Split('.'))
        {
            if (value is not IMessage message)
            {
                return [];
            }

            field = message.Descriptor.FindFieldByName(part) ?? throw new InvalidOperationException(
                $"access: {message.Descriptor.Name} has no field {part}.");
            value = field.Accessor.GetValue(message);
        }

        var names = value as IEnumerable<string> ?? [value as string ?? ""];
        var type = Types.GetOrAdd(field!, TypeOf);
        return names.Where(name => name.Length > 0).Select(name => new AccessTarget(path, type, name));
    }

    /// <summary>The type of resource that a field names: <c>stats.ogi/Organ</c>.</summary>
    private static string TypeOf(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference)?.Type is { Length: > 0 } referred
            ? referred
            : field.ContainingType.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Type ?? "";

    private static Access? DeclaredBy(MethodDescriptor rpc) =>
        rpc.GetOptions() is { } options && options.HasExtension(AnnotationsExtensions.Access)
            ? options.GetExtension(AnnotationsExtensions.Access)
            : null;
}

/// <summary>An organ, a report of it, or a division, that a request names.</summary>
/// <param name="Field">Where.</param>
/// <param name="Type">What it is: <c>stats.ogi/Organ</c>.</param>
/// <param name="Name">As sent: with its collection or, of an organ or a division, the id alone.</param>
internal sealed record AccessTarget(string Field, string Type, string Name);
