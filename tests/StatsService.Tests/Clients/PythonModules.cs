using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>What protoc makes of the protos for Python, by the examples' script; once in a run of the tests.</summary>
internal static class PythonModules
{
    public const string Compiler = "protoc";
    public const string Plugin = "grpc_python_plugin";
    public const string Python = "/usr/bin/python3";
    public const string Grpc = "/usr/lib/python3/dist-packages/grpc/__init__.py";

    private static readonly Lazy<Task<string>> Folder = new(Make);

    /// <summary>Where a program in Python finds them.</summary>
    public static async Task<(string Key, string? Value)[]> Environment() =>
        [("PYTHONPATH", await Folder.Value), ("PYTHONDONTWRITEBYTECODE", "1")];

    private static async Task<string> Make()
    {
        var folder = Directory.CreateTempSubdirectory("stats-python-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await Programs.Run(
            "bash",
            [
                Path.Combine(Repository.Root, "examples/python/generate.sh"), folder,
                ProtoFolders.Google, ProtoFolders.Protobuf,
            ]);
        return folder;
    }
}
