using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StatsService.Forms.Loading;

/// <summary>The files of a catalog by path; line ends do not matter, unknown members are refused.</summary>
internal sealed class CatalogFiles
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly SortedDictionary<string, string> _texts;
    private readonly HashSet<string> _unread;

    public CatalogFiles(IEnumerable<(string Path, Stream Content)> files)
    {
        _texts = ReadAll(files);
        _unread = [.. _texts.Keys];
    }

    /// <summary>The folders that hold a form.</summary>
    public IReadOnlyList<string> FormFolders =>
        [.. _texts.Keys.Where(path => path.EndsWith("/form.json", StringComparison.Ordinal)).Select(Folder)];

    public IEnumerable<string> In(string folder) =>
        [.. _texts.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal))];

    public T Read<T>(string path)
    {
        _unread.Remove(path);
        try
        {
            return JsonSerializer.Deserialize<T>(_texts[path], Strict)!;
        }
        catch (JsonException error)
        {
            throw new FormatException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>A file that a folder need not have.</summary>
    public IReadOnlyList<T> ReadList<T>(string path) => _texts.ContainsKey(path) ? Read<IReadOnlyList<T>>(path) : [];

    /// <summary>The SHA-256 of the files whose path begins with one of <paramref name="prefixes"/>, in hex.</summary>
    public string Version(params string[] prefixes)
    {
        var chosen = _texts.Where(file =>
            prefixes.Any(prefix => file.Key.StartsWith(prefix, StringComparison.Ordinal)));
        var text = string.Concat(chosen.Select(file => $"{file.Key}\n{file.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A file that nothing reads is a mistake in its name.</summary>
    public void RequireAllRead()
    {
        if (_unread.Count > 0)
        {
            throw new FormatException($"No catalog has a file {_unread.First()}.");
        }
    }

    private static string Folder(string path) => path[..path.IndexOf('/', StringComparison.Ordinal)];

    private static SortedDictionary<string, string> ReadAll(IEnumerable<(string Path, Stream Content)> files)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            using var reader = new StreamReader(content, Encoding.UTF8);
            texts.Add(path.Replace('\\', '/'), reader.ReadToEnd().ReplaceLineEndings("\n"));
        }

        return texts;
    }
}
