using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using StatsService.Failures;

namespace StatsService.Log;

/// <summary>Masks of the fields to return.</summary>
internal static class ReadMasks
{
    /// <summary>The mask, or null where none is asked for; a path that the message does not have is refused.</summary>
    public static FieldMask? Checked(FieldMask? mask, MessageDescriptor descriptor)
    {
        if (mask is null || mask.Paths.Count == 0)
        {
            return null;
        }

        var named = new FieldMask { Paths = { mask.Paths.Select(ToProtoName) } };
        foreach (var path in named.Paths.Where(path => !FieldMask.IsValid(descriptor, path)))
        {
            var fields = string.Join(", ", descriptor.Fields.InDeclarationOrder().Select(field => field.Name));
            throw Refusals.InvalidValue(
                "read_mask",
                $"read_mask中的“{path}”不是字段；可用：{fields}。",
                $"'{path}' in read_mask is no field; there are: {fields}.");
        }

        return named;
    }

    public static FieldMask AllBut(MessageDescriptor descriptor, params string[] left)
    {
        var all = descriptor.Fields.InDeclarationOrder().Select(field => field.Name);
        return new() { Paths = { all.Except(left, StringComparer.Ordinal) } };
    }

    public static T Apply<T>(FieldMask? mask, T message)
        where T : IMessage, new()
    {
        if (mask is null)
        {
            return message;
        }

        var masked = new T();
        mask.Merge(message, masked);
        return masked;
    }

    /// <summary>In JSON a mask holds <c>lastEvent</c>, which the transcoding hands on as it is.</summary>
    private static string ToProtoName(string path) =>
        string.Concat(path.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString()));
}
