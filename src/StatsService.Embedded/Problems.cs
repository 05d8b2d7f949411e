namespace StatsService.Embedded;

/// <summary>Everything that can keep the embedded server from running, with the way out, in both languages.</summary>
internal static class Problems
{
    private const string External = "ConnectionStrings__Stats";

    public static EmbeddedPostgresException NotLinux() => new(
        $"内嵌PostgreSQL只支持Linux。请安装PostgreSQL，并用环境变量{External}给出连接字符串。",
        $"The embedded PostgreSQL runs on Linux only. Install PostgreSQL and set {External} to its connection string.");

    public static EmbeddedPostgresException NoBinaries() => new(
        "找不到PostgreSQL服务器程序（initdb、pg_ctl、postgres）。请安装：Debian/Ubuntu用apt-get install postgresql，"
        + "Fedora/RHEL用dnf install postgresql-server，或运行scripts/run.sh由它安装；"
        + $"也可用{PostgresBinaries.Variable}指明程序所在文件夹，或用{External}连接已有的数据库。",
        "No PostgreSQL server programs found (initdb, pg_ctl, postgres). Install them: apt-get install postgresql "
        + "(Debian, Ubuntu), dnf install postgresql-server (Fedora, RHEL), or let scripts/run.sh do it; "
        + $"or name their folder in {PostgresBinaries.Variable}, or a database you have in {External}.");

    public static EmbeddedPostgresException BadBinaries(string folder, string reason) => new(
        $"环境变量{PostgresBinaries.Variable}指向{folder}，但那里的PostgreSQL服务器程序不能用：{reason}",
        $"{PostgresBinaries.Variable} names {folder}, but its PostgreSQL server programs cannot be used: {reason}");

    public static EmbeddedPostgresException TooOld(PostgresBinaries found) => new(
        $"{found.Folder}中是PostgreSQL {found.Version}，至少需要{PostgresBinaries.MinimumMajor}。请安装较新的版本。",
        $"{found.Folder} holds PostgreSQL {found.Version}; {PostgresBinaries.MinimumMajor} is the least that will do. "
        + "Install a newer one.");

    public static EmbeddedPostgresException NoSetpriv() => new(
        "以root身份运行时需要setpriv（软件包util-linux）把PostgreSQL交给普通用户运行。请安装它，或以普通用户运行。",
        "Running as root needs setpriv (package util-linux) to hand PostgreSQL to an unprivileged user. "
        + "Install it, or run as a normal user.");

    public static EmbeddedPostgresException NoUser() => new(
        "PostgreSQL不能以root身份运行，而本机没有用户postgres或nobody。请以普通用户运行。",
        "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody. "
        + "Run as a normal user.");

    public static EmbeddedPostgresException NoHome() => new(
        "不知道数据放在哪里：没有设置HOME和XDG_DATA_HOME。请用EmbeddedPostgres__DataFolder（run.sh --data）指定文件夹。",
        "Nowhere to keep the data: neither HOME nor XDG_DATA_HOME is set. "
        + "Name a folder with EmbeddedPostgres__DataFolder (run.sh --data).");

    public static EmbeddedPostgresException CannotWrite(string folder, Exception cause) => new(
        $"不能写数据文件夹{folder}（{cause.Message}）。请更改其权限，或用EmbeddedPostgres__DataFolder（run.sh --data）另选一个。",
        $"Cannot write the data folder {folder} ({cause.Message}). Change its permissions, or choose another one with "
        + "EmbeddedPostgres__DataFolder (run.sh --data).",
        cause);

    public static EmbeddedPostgresException NotOurs(string folder) => new(
        $"{folder}不是空文件夹，也不是本服务的数据文件夹，不会动它。请另选一个空文件夹。",
        $"{folder} is neither empty nor a data folder of this service; nothing was touched. Choose an empty one.");

    public static EmbeddedPostgresException OutOfReach(string folder, ServerUser user) => new(
        $"运行PostgreSQL的用户{user.Name}进不了{folder}。请选一个它能进入的文件夹，或以普通用户运行。",
        $"The user {user.Name}, who runs PostgreSQL, cannot reach {folder}. Choose a folder that it can, "
        + "or run as a normal user.");

    public static EmbeddedPostgresException UnsafeSocketFolder(string folder, string reason) => new(
        $"套接字文件夹{folder}不安全（{reason}），已停止。请查明是谁建立的，删除它后再启动。",
        $"The socket folder {folder} is not safe ({reason}), so nothing was started. Find out who made it, remove it, "
        + "and start again.");

    public static EmbeddedPostgresException InUse(string folder, int? owner) => new(
        $"数据文件夹{folder}正由另一个服务实例使用（进程号{Pid(owner)}）。请先停止它（kill {Pid(owner)}），"
        + "或用EmbeddedPostgres__DataFolder（run.sh --data）另选文件夹。",
        $"The data folder {folder} is in use by another instance of the service (pid {Pid(owner)}). "
        + $"Stop that one first (kill {Pid(owner)}), or choose another folder "
        + "with EmbeddedPostgres__DataFolder (run.sh --data).");

    public static EmbeddedPostgresException ForeignServer(string folder, int pid) => new(
        $"数据文件夹{folder}上已有一个不是本服务启动的PostgreSQL（进程号{pid}）。请先停止它（kill -INT {pid}）。",
        $"A PostgreSQL that this service did not start is running on {folder} (pid {pid}). "
        + $"Stop it first (kill -INT {pid}).");

    public static EmbeddedPostgresException OtherVersion(string folder, int stored, PostgresBinaries found) => new(
        $"{folder}中的数据属于PostgreSQL {stored}，而找到的程序是{found.Major}（{found.Folder}），数据没有改动。"
        + $"请安装PostgreSQL {stored}（或用{PostgresBinaries.Variable}指明其文件夹），用pg_upgrade升级，或另选数据文件夹。",
        $"The data in {folder} is PostgreSQL {stored}'s; the programs found are {found.Major}'s ({found.Folder}). "
        + $"Nothing was touched. Install PostgreSQL {stored} (or name its folder in {PostgresBinaries.Variable}), "
        + "move the data with pg_upgrade, or choose another data folder.");

    public static EmbeddedPostgresException Failed(string what, string output) => new(
        $"内嵌PostgreSQL出错（{what}）：",
        $"The embedded PostgreSQL failed ({what}):{Environment.NewLine}{output}");

    private static string Pid(int? pid) => pid is { } known ? $"{known}" : "?";
}
