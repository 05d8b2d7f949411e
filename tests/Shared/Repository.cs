namespace StatsService.TestTools;

/// <summary>Files of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find("StatsService.sln")!;

    public static string Samples => Path.Combine(Root, "samples");

    /// <summary>Reports as published, with figures read by hand; null on machines that do not have them.</summary>
    public static string? Seeds { get; } =
        Find(Path.Combine("shared", "seeds")) is { } folder ? Path.Combine(folder, "shared", "seeds") : null;

    /// <summary>More of them, of the years from 2011 on; null on machines that do not have them.</summary>
    public static string? Corpus { get; } =
        Find(Path.Combine("shared", "corpus")) is { } folder ? Path.Combine(folder, "shared", "corpus") : null;

    public static string Sample(string name) => Path.Combine(Samples, name + ".json");

    /// <summary>The figures of a sample as they were read by hand from the document.</summary>
    public static string Truth(string name) => Path.Combine(Root, "tests", "Golden", "truth", name + ".json");

    /// <summary>The nearest folder from here upwards that holds this.</summary>
    private static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, name)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
