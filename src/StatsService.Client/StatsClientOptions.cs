namespace StatsService.Client;

/// <summary>How a <see cref="StatsClient"/> calls the service.</summary>
public sealed record StatsClientOptions
{
    /// <summary>Its gRPC address: <c>http://127.0.0.1:5001</c>, <c>https://stats.example.gov.cn</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Gives the access token (a JWT) for a call; asked before each, so it may renew it. Null: none.</summary>
    public Func<CancellationToken, Task<string?>>? Token { get; init; }

    /// <summary>How long a call with one answer may take, retries included, where it sets no deadline itself.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a call is tried that the service answers with UNAVAILABLE, or that does not reach it: from 1 to 5,
    /// with growing pauses in between. A write gets a request id before, and so is carried out once.
    /// </summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The largest answer that is taken, in bytes. The service's pages hold 3 MiB at most.</summary>
    public int MaxAnswerBytes { get; init; } = 256 * 1024 * 1024;
}
