using Microsoft.Extensions.Logging;

namespace StatsService.Embedded;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "首次使用，正在初始化数据文件夹 | First use, initialising the data folder: {Folder}")]
    public static partial void Initialising(this ILogger logger, string folder);

    [LoggerMessage(2, LogLevel.Information,
        "内嵌PostgreSQL已启动 | Embedded PostgreSQL started: {Version}, pid {Pid}, {Folder}, {Socket}")]
    public static partial void Started(this ILogger logger, string version, int? pid, string folder, string socket);

    [LoggerMessage(3, LogLevel.Information, "内嵌PostgreSQL已停止 | Embedded PostgreSQL stopped: {Folder}")]
    public static partial void Stopped(this ILogger logger, string folder);

    [LoggerMessage(4, LogLevel.Warning,
        "上次的服务没有正常结束，PostgreSQL将恢复数据 | The service did not end in order last time; PostgreSQL recovers: {Folder}")]
    public static partial void EndedBadly(this ILogger logger, string folder);

    [LoggerMessage(5, LogLevel.Warning,
        "停止上次遗留的PostgreSQL | Stopping the PostgreSQL that a killed service left running: pid {Pid}, {Folder}")]
    public static partial void StoppingOrphan(this ILogger logger, int? pid, string folder);

    [LoggerMessage(6, LogLevel.Warning,
        "没有用户postgres，PostgreSQL以nobody运行，本机以nobody运行的其他程序也能读写数据 | "
        + "No user postgres: PostgreSQL runs as nobody, and so do other programs here that can then reach the data")]
    public static partial void RunsAsNobody(this ILogger logger);

    [LoggerMessage(7, LogLevel.Information,
        "使用连接字符串ConnectionStrings:Stats，不启动内嵌PostgreSQL | Using ConnectionStrings:Stats; no embedded PostgreSQL")]
    public static partial void External(this ILogger logger);
}
