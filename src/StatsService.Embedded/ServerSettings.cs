using System.Globalization;

namespace StatsService.Embedded;

/// <summary>
/// The server's whole configuration, written at every start. It stands in for the <c>postgresql.conf</c> of the
/// cluster, so that what holds is what is written here (<c>ALTER SYSTEM</c> still adds to it).
/// </summary>
internal static class ServerSettings
{
    public static string Write(EmbeddedPostgresOptions options, string socketFolder) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # Written by StatsService at every start; changes are lost. 本文件由服务在每次启动时重写。
        # Only the socket, in a folder that nobody else may enter; no TCP.
        listen_addresses = ''
        unix_socket_directories = '{socketFolder}'
        unix_socket_permissions = 0700
        port = 5432
        cluster_name = 'stats-service'

        max_connections = {options.MaxConnections}
        shared_buffers = {options.SharedBuffersMegabytes}MB
        jit = off
        wal_compression = on
        timezone = 'UTC'
        lc_messages = 'C'
        # A client that falls asleep inside a transaction must not hold vacuum back for ever.
        idle_in_transaction_session_timeout = '5min'

        {(options.Throwaway ? Throwaway : Durable)}

        # Errors, not the statements with the reports' contents in them.
        log_min_messages = warning
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_checkpoints = off
        log_autovacuum_min_duration = -1
        log_timezone = 'UTC'
        log_line_prefix = '%m [%p] '

        """);

    private const string Durable = """
        fsync = on
        full_page_writes = on
        synchronous_commit = on

        # A file a weekday, written afresh after a week; the service removes one that grows beyond 16 MB.
        logging_collector = on
        log_directory = 'log'
        log_filename = 'server-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        """;

    private const string Throwaway = """
        fsync = off
        full_page_writes = off
        synchronous_commit = off
        wal_level = minimal
        max_wal_senders = 0
        """;
}
