using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace StatsService.OpenApi;

/// <summary>
/// The comments in the protos, which generated code does not keep: the build puts the protos into the program.
/// </summary>
internal static class ProtoComments
{
    /// <summary>All protos of the API, those of others that they import, and the details of errors.</summary>
    public static FileDescriptorSet Files { get; } = Read();

    private static readonly FrozenDictionary<string, string> ByName = Files.File
        .SelectMany(file => file.SourceCodeInfo.Location
            .Where(place => place.LeadingComments.Length > 0)
            .Select(place => (Name: NameAt(file, [.. place.Path]), place.LeadingComments)))
        .Where(comment => comment.Name is not null)
        .DistinctBy(comment => comment.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(
            comment => comment.Name!, comment => Unfolded(comment.LeadingComments), StringComparer.Ordinal);

    /// <summary>What is said of a service, an rpc, a message, a field, an enum or a value of it.</summary>
    public static string? Of(IDescriptor described) => ByName.GetValueOrDefault(described.FullName);

    /// <summary>Lines of a paragraph become one; an empty line stays between paragraphs.</summary>
    private static string Unfolded(string comment) => string.Join("\n\n", comment.Trim().Split("\n\n")
        .Select(paragraph => string.Join(' ', paragraph.Split('\n', StringSplitOptions.TrimEntries))));

    /// <summary>What stands at a path of descriptor.proto's field numbers; null: nothing that is asked for.</summary>
    private static string? NameAt(FileDescriptorProto file, int[] path) => path switch
    {
        [4, var message, .. var within] => InMessage(file.Package, file.MessageType[message], within),
        [5, var type, .. var within] => InEnum(file.Package, file.EnumType[type], within),
        [6, var service] => $"{file.Package}.{file.Service[service].Name}",
        [6, var service, 2, var rpc] =>
            $"{file.Package}.{file.Service[service].Name}.{file.Service[service].Method[rpc].Name}",
        _ => null,
    };

    private static string? InMessage(string scope, DescriptorProto message, int[] path) => path switch
    {
        [] => $"{scope}.{message.Name}",
        [2, var field] => $"{scope}.{message.Name}.{message.Field[field].Name}",
        [3, var nested, .. var within] => InMessage($"{scope}.{message.Name}", message.NestedType[nested], within),
        [4, var type, .. var within] => InEnum($"{scope}.{message.Name}", message.EnumType[type], within),
        [8, var oneof] => $"{scope}.{message.Name}.{message.OneofDecl[oneof].Name}",
        _ => null,
    };

    /// <summary>Values are named beside their enum, as in C++.</summary>
    private static string? InEnum(string scope, EnumDescriptorProto type, int[] path) => path switch
    {
        [] => $"{scope}.{type.Name}",
        [2, var value] => $"{scope}.{type.Name}.{type.Value[value].Name}",
        _ => null,
    };

    private static FileDescriptorSet Read()
    {
        using var stream = typeof(ProtoComments).Assembly.GetManifestResourceStream("protos.binpb")!;
        return FileDescriptorSet.Parser.ParseFrom(stream);
    }
}
