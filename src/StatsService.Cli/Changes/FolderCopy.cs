using System.Text;
using System.Text.Json;
using StatsService.Cli.Screens;
using StatsService.Client.Following;

namespace StatsService.Cli.Changes;

/// <summary>
/// A copy as files: <c>organs/140400/reports/2019-region.json</c> and so on, by the names of the resources. A step that
/// was broken off is applied once more: its files are whole or as before, and the state is written last.
/// </summary>
internal sealed class FolderCopy : ICopy, IDisposable
{
    private const string StateFile = "pull.json";
    private const string Unfinished = ".new";
    private const string SeenFiles = ".seen-";

    private static readonly string[] Roots = ["divisions", "organs"];

    private readonly string _folder;
    private readonly FileStream _lock;

    private FolderCopy(string folder, FileStream alone) => (_folder, _lock) = (folder, alone);

    /// <exception cref="UsageException">Another process keeps it.</exception>
    public static FolderCopy Open(string folder)
    {
        var full = Directory.CreateDirectory(folder).FullName;
        try
        {
            return new(full, new(Path.Combine(full, ".lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (IOException) when (File.Exists(Path.Combine(full, ".lock")))
        {
            throw new UsageException(
                $"另一个statsctl pull正在写入{folder}。", $"Another statsctl pull is writing to {folder}.");
        }
    }

    public void Dispose() => _lock.Dispose();

    public async Task<CopyState?> Read(CancellationToken ct)
    {
        var file = Path.Combine(_folder, StateFile);
        return File.Exists(file)
            ? JsonSerializer.Deserialize<CopyState>(await File.ReadAllTextAsync(file, ct), JsonSerializerOptions.Web)
            : null;
    }

    public async Task Apply(CopyStep step, CancellationToken ct)
    {
        foreach (var (name, resource) in step.Put)
        {
            await Write(FileOf(name), JsonText.Format(resource), ct);
        }

        foreach (var file in step.Removed.Select(FileOf).Where(File.Exists))
        {
            File.Delete(file);
        }

        if (!step.State.IsTaken || step.EndsSnapshot)
        {
            await Remember(step, ct);
        }

        if (step.EndsSnapshot)
        {
            Sweep(await File.ReadAllLinesAsync(SeenFile(step.State), ct));
        }

        await Write(
            Path.Combine(_folder, StateFile), JsonSerializer.Serialize(step.State, JsonSerializerOptions.Web), ct);
        foreach (var old in step.State.IsTaken ? Directory.GetFiles(_folder, SeenFiles + "*") : [])
        {
            File.Delete(old);
        }
    }

    /// <summary>What a snapshot has put so far. It may stand there twice.</summary>
    private async Task Remember(CopyStep step, CancellationToken ct)
    {
        await using var seen = new FileStream(SeenFile(step.State), FileMode.Append, FileAccess.Write);
        await seen.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(step.Put.Keys.Select(name => name + "\n"))), ct);
        seen.Flush(flushToDisk: true);
    }

    /// <summary>Takes away what the snapshot did not put.</summary>
    private void Sweep(IEnumerable<string> seen)
    {
        var files = seen.Where(name => name.Length > 0).Select(FileOf).ToHashSet(StringComparer.Ordinal);
        var folders = Roots.Select(name => Path.Combine(_folder, name));
        foreach (var file in folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            if (!files.Contains(file))
            {
                File.Delete(file);
            }
        }
    }

    private string SeenFile(CopyState state) => Path.Combine(_folder, $"{SeenFiles}{state.Snapshot}");

    /// <remarks>A name comes from the service: it must not lead out of the folder.</remarks>
    private string FileOf(string name)
    {
        var file = Path.GetFullPath(Path.Combine(_folder, name + ".json"));
        return file.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? file
            : throw new IOException($"“{name}”不是资源名称 | '{name}' is no name of a resource");
    }

    /// <summary>The file is there as a whole, or as before, also after a loss of power.</summary>
    private static async Task Write(string file, string text, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using (var stream = new FileStream(file + Unfinished, FileMode.Create, FileAccess.Write))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\n"), ct);
            stream.Flush(flushToDisk: true);
        }

        File.Move(file + Unfinished, file, overwrite: true);
    }
}
