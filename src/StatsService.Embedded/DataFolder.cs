using System.Globalization;
using System.Text;

namespace StatsService.Embedded;

/// <summary>
/// The folder of one embedded server. <c>cluster/</c> is PostgreSQL's and belongs to the user who runs it;
/// everything beside it is the service's.
/// </summary>
internal sealed record DataFolder(string Path, bool Throwaway)
{
    private const string StagingPrefix = "cluster.new.";

    private const UnixFileMode ReadableByAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public string Cluster => In("cluster");

    /// <summary>
    /// Where this process makes a cluster, so that a half-made one is never taken for a whole one, nor for its own
    /// by an initdb that outlived its service.
    /// </summary>
    public string Staging => In($"{StagingPrefix}{Environment.ProcessId}");

    public string[] AbandonedStaging => Directory.GetDirectories(Path, StagingPrefix + "*");

    /// <summary>Where the socket is, if the path is short enough: <see cref="SocketFolder"/>.</summary>
    public string Socket => In("socket");

    public string OwnerLock => In("owner.lock");

    public string OwnerRecord => In("owner.pid");

    public string Settings => In("server.conf");

    /// <summary>What the server prints before its own log takes over.</summary>
    public string StartLog => In("start.log");

    private string ServerPidFile => System.IO.Path.Combine(Cluster, "postmaster.pid");

    public static DataFolder Prepare(EmbeddedPostgresOptions options)
    {
        if (options.Throwaway)
        {
            var temporary = Directory.CreateTempSubdirectory("stats-pg-").FullName;
            OpenToServerUser(temporary);
            return new DataFolder(temporary, Throwaway: true);
        }

        var path = System.IO.Path.GetFullPath(options.DataFolder ?? Default());
        var folder = new DataFolder(path, Throwaway: false);
        try
        {
            Create(path);
            return folder.IsOurs() ? folder : throw Problems.NotOurs(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Problems.CannotWrite(path, e);
        }
    }

    /// <summary>
    /// In one step, so that nobody reads half of it; never through a link, as root may work in another's folder.
    /// </summary>
    public static void Write(string file, string text)
    {
        var fresh = file + ".new";
        File.Delete(fresh);
        using (var stream = new FileStream(fresh, FileMode.CreateNew))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        File.SetUnixFileMode(fresh, ReadableByAll);
        File.Move(fresh, file, overwrite: true);
    }

    /// <summary>The major version that wrote the data; null where there is none yet.</summary>
    public int? StoredVersion() =>
        File.Exists(VersionFile)
            ? int.Parse(File.ReadAllText(VersionFile).Trim().Split('.')[0], CultureInfo.InvariantCulture)
            : null;

    /// <summary>The process that the cluster names as its server, running or not.</summary>
    public int? ServerPid()
    {
        try
        {
            var line = File.ReadLines(ServerPidFile).FirstOrDefault();
            return int.TryParse(line, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void ForgetServer() => File.Delete(ServerPidFile);

    private string VersionFile => System.IO.Path.Combine(Cluster, "PG_VERSION");

    private static string Default() =>
        UserFolders.Data is { Length: > 0 } data ? System.IO.Path.Combine(data, "postgres") : throw Problems.NoHome();

    private static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (System.IO.Path.GetDirectoryName(path) is { } parent)
        {
            Create(parent);
        }

        Directory.CreateDirectory(path);
        OpenToServerUser(path);
    }

    /// <summary>Root's server user must get through to the cluster, whatever root's umask is.</summary>
    private static void OpenToServerUser(string path)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode Through = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(path, Environment.IsPrivilegedProcess ? Owner | Through : Owner);
    }

    private bool IsOurs() =>
        File.Exists(OwnerLock) || !Directory.EnumerateFileSystemEntries(Path).Any();

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
