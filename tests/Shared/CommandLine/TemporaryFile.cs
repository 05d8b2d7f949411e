namespace StatsService.TestTools;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("statsctl-");

    public TemporaryFile(string name, byte[]? content = null)
    {
        Path = System.IO.Path.Combine(_folder.FullName, name);
        if (content is not null)
        {
            File.WriteAllBytes(Path, content);
        }
    }

    public TemporaryFile(string name, string content)
        : this(name, System.Text.Encoding.UTF8.GetBytes(content))
    {
    }

    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
