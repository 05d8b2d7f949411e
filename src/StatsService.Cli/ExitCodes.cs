namespace StatsService.Cli;

/// <summary>What the process ends with; scripts rely on it. <c>statsctl --help</c> lists them.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>A finding of strength ERROR, or the service refuses.</summary>
    public const int Refused = 1;

    /// <summary>Wrong usage, or a file that cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>The service cannot be reached or does not answer in time: try again.</summary>
    public const int Unavailable = 3;

    /// <summary>The service does not know the caller, or does not allow it.</summary>
    public const int NotAllowed = 4;

    /// <summary>Something failed that should not.</summary>
    public const int Failed = 5;

    /// <summary>Ctrl-C, as shells have it.</summary>
    public const int Interrupted = 130;
}
