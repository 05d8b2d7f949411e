using StatsService.Failures;

namespace StatsService.Registry;

/// <summary>Names of resources in requests: <c>organs/140400</c>.</summary>
internal static class ResourceIds
{
    private const int MaxLength = 64;

    /// <summary>The id in the name; the id alone is taken too.</summary>
    public static string Parse(string collection, string name, string field)
    {
        if (name.Length == 0)
        {
            throw Refusals.Required(field);
        }

        var id = Id(collection, name);
        return IsValid(id) ? id : throw Refusals.InvalidName(field, name, collection + "/{id}");
    }

    public static string Id(string collection, string name) =>
        name.StartsWith(collection + "/", StringComparison.Ordinal) ? name[(collection.Length + 1)..] : name;

    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
