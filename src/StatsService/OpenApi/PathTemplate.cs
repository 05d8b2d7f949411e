using System.Text.RegularExpressions;

namespace StatsService.OpenApi;

/// <summary>
/// A path of the protos, as OpenAPI has it: <c>/v1/{name=organs/*/reports/*}</c> is
/// <c>/v1/organs/{organ}/reports/{report}</c>, so that no two resources share a path.
/// </summary>
internal sealed partial record PathTemplate(string Path, IReadOnlyList<PathVariable> Variables)
{
    public static PathTemplate Parse(string pattern)
    {
        var variables = new List<PathVariable>();
        var path = Variable().Replace(pattern, found =>
        {
            var field = found.Groups["field"].Value;
            var segments = found.Groups["segments"].Value.Split('/');
            for (var i = 1; i < segments.Length; i += 2)
            {
                variables.Add(new(segments[i - 1].TrimEnd('s'), field));
                segments[i] = $"{{{variables[^1].Name}}}";
            }

            return string.Join('/', segments);
        });
        return new(path, variables);
    }

    /// <summary>Names of collections and stars in turn, which is how names of resources are made.</summary>
    [GeneratedRegex("\\{(?<field>[^}=]+)=(?<segments>[^}]+)\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}

/// <summary>The id of a resource within a path.</summary>
/// <param name="Name">What it is an id of: <c>organ</c>.</param>
/// <param name="Field">The field of the request that it is part of.</param>
internal sealed record PathVariable(string Name, string Field);
