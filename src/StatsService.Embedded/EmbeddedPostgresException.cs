namespace StatsService.Embedded;

/// <summary>
/// The embedded server cannot run. The message is for the person at the terminal: what is wrong and the way out,
/// in Chinese and in English. Show it without a stack trace and end with an exit code other than 0.
/// </summary>
public sealed class EmbeddedPostgresException : Exception
{
    internal EmbeddedPostgresException(string chinese, string english, Exception? cause = null)
        : base(chinese + Environment.NewLine + english, cause)
    {
    }
}
