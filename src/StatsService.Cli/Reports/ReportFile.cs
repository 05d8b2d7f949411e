using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>A file with a report in it, read. Without a report, the problems say why.</summary>
internal sealed record ReportFile(string Path, Wire.Report? Report, IReadOnlyList<ContentProblem> Problems)
{
    public static ReportFile Read(string path)
    {
        var problems = new List<ContentProblem>();
        try
        {
            return new(path, CanonicalJson.Read(File.ReadAllBytes(path), problems), problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new("UNREADABLE_FILE", "", new(
                $"无法读取文件：{e.Message}", $"The file cannot be read: {e.Message}")));
            return new(path, Report: null, problems);
        }
    }

    /// <summary>The files that were named; of a folder, all that end in <c>.json</c>.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths) =>
    [
        .. paths.SelectMany(IEnumerable<string> (path) => Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)
            : [path]),
    ];
}
