namespace StatsService.Embedded;

/// <summary>Where this user's data and sockets belong.</summary>
internal static class UserFolders
{
    /// <summary>
    /// Root's own folder is closed to every other user, PostgreSQL's among them: a machine-wide one instead.
    /// Empty where nothing says where home is.
    /// </summary>
    public static string Data =>
        Environment.IsPrivilegedProcess ? "/var/lib/stats-service"
        : Home is { Length: > 0 } home ? Path.Combine(home, "stats-service")
        : "";

    /// <summary>Follows XDG_DATA_HOME, else ~/.local/share, whether it exists or not.</summary>
    private static string Home => Environment.GetFolderPath(
        Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
}
