namespace StatsService.Hosting;

/// <summary>The service does not start with these settings. The message says why and what to do.</summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
