using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using StatsService.Failures;

namespace StatsService.Requests;

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

        // Merging would turn a number that is absent into a 0: only what is there is merged.
        var present = new FieldMask { Paths = { mask.Paths.Where(path => IsPresent(message, path)) } };
        var masked = new T();
        present.Merge(message, masked);
        return masked;
    }

    private static bool IsPresent(IMessage message, string path)
    {
        object? at = message;
        foreach (var name in path.Split('.'))
        {
            var field = ((IMessage)at!).Descriptor.FindFieldByName(name);
            if (field.HasPresence && !field.Accessor.HasValue((IMessage)at))
            {
                return false;
            }

            at = field.Accessor.GetValue((IMessage)at);
        }

        return true;
    }

    /// <summary>In JSON a mask holds <c>lastEvent</c>, which the transcoding hands on as it is.</summary>
    private static string ToProtoName(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
