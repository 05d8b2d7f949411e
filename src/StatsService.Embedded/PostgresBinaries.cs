using System.Globalization;
using System.Text.RegularExpressions;

namespace StatsService.Embedded;

/// <summary>A folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, all of one version.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major, string Version)
{
    /// <summary>Names the folder; where it is set, nothing else is looked at.</summary>
    public const string Variable = "STATS_PG_BIN";

    /// <summary>The oldest version that the service's store works with.</summary>
    public const int MinimumMajor = 13;

    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>
    /// Looks in <c>STATS_PG_BIN</c>; then the distribution's folders, highest version first; <c>pg_config</c>; the
    /// search path; and last where <c>scripts/run.sh</c> puts what it takes from npm
    /// (<c>$XDG_DATA_HOME/stats-service/pgsql/&lt;version&gt;/bin</c>, for root <c>/var/lib/stats-service/pgsql/…</c>).
    /// </summary>
    /// <param name="wanted">The major version of the data there are: preferred where several are installed.</param>
    /// <exception cref="EmbeddedPostgresException">There is none: says what to install.</exception>
    public static PostgresBinaries Find(int? wanted = null)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return Read(named, out var reason) ?? throw Problems.BadBinaries(named, reason);
        }

        return Choose(Candidates(), wanted);
    }

    /// <summary>The first of the wanted version, else the first that will do.</summary>
    public static PostgresBinaries Choose(IEnumerable<string> candidates, int? wanted)
    {
        PostgresBinaries? best = null;
        foreach (var binaries in candidates.Select(f => Read(f, out _)).OfType<PostgresBinaries>())
        {
            if (binaries.Major == (wanted ?? binaries.Major) && binaries.Major >= MinimumMajor)
            {
                return binaries;
            }

            best = best is null || (best.Major < MinimumMajor && binaries.Major > best.Major) ? binaries : best;
        }

        return best switch
        {
            null => throw Problems.NoBinaries(),
            { Major: < MinimumMajor } => throw Problems.TooOld(best),
            _ => best,
        };
    }

    public string Program(string name) => Path.Combine(Folder, name);

    private static IEnumerable<string> Candidates()
    {
        string[] fixedFolders = ["/usr/local/pgsql/bin"];
        return Versions("/usr/lib/postgresql", "*")
            .Concat(Versions("/usr", "pgsql-*"))
            .Concat(fixedFolders)
            .Concat(AskPgConfig())
            .Concat(SearchPath())
            .Concat(Versions(Path.Combine(UserFolders.Data, "pgsql"), "*"));
    }

    private static IEnumerable<string> Versions(string root, string pattern) =>
        Directory.Exists(root)
            ? Directory.GetDirectories(root, pattern)
                .OrderByDescending(VersionNumber)
                .Select(d => Path.Combine(d, "bin"))
            : [];

    private static decimal VersionNumber(string folder)
    {
        var number = Number().Match(Path.GetFileName(folder)).Value;
        return decimal.TryParse(number, CultureInfo.InvariantCulture, out var n) ? n : 0;
    }

    private static IEnumerable<string> SearchPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Path.IsPathRooted);

    private static IEnumerable<string> AskPgConfig() =>
        SearchPath().Select(f => Path.Combine(f, "pg_config")).FirstOrDefault(File.Exists) is { } pgConfig
            && Command.Output(pgConfig, "--bindir") is { Length: > 0 } folder
            ? [folder]
            : [];

    private static PostgresBinaries? Read(string folder, out string reason)
    {
        reason = string.Join(", ", Programs.Where(p => !File.Exists(Path.Combine(folder, p))).Select(p => $"{p} ✗"));
        if (reason.Length > 0)
        {
            return null;
        }

        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
        var answer = Command.Output(Path.Combine(folder, "postgres"), "--version");
        var version = VersionInAnswer().Match(answer ?? "");
        if (!version.Success)
        {
            reason = "postgres --version ✗";
            return null;
        }

        var major = int.Parse(version.Groups["major"].Value, CultureInfo.InvariantCulture);
        return new PostgresBinaries(folder, major, version.Groups["all"].Value);
    }

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\(PostgreSQL\) (?<all>(?<major>\d+)\S*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionInAnswer();
}
