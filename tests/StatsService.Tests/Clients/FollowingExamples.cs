using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>Each example in <c>examples/</c> that follows changes keeps its copy whatever happens.</summary>
public sealed class FollowingExamples(TwoServices services) : IClassFixture<TwoServices>
{
    private const string GrpcJs = "examples/node/node_modules/@grpc/grpc-js/package.json";
    private const string Playwright = "tests/clients/browser/node_modules/playwright-core/package.json";

    private const string ReadSqlite = """
        import json, sqlite3, sys
        rows = sqlite3.connect(sys.argv[1]).execute("SELECT name, json_extract(json, '$.revision') FROM resource")
        print(json.dumps(dict(rows)))
        """;

    [NeedsFact(PythonModules.Compiler, PythonModules.Plugin, PythonModules.Python, PythonModules.Grpc)]
    public async Task Python() => await new FollowingExample(
        "organs/140403",
        service => service.GrpcAddress,
        (address, division, copy) =>
            [PythonModules.Python, Example("python/follow.py"), address.Authority, division, copy],
        copy => Programs.Run(PythonModules.Python, ["-c", ReadSqlite, copy]))
    {
        Environment = await PythonModules.Environment(),
    }.Follows(services);

    [NeedsFact("node", GrpcJs)]
    public Task Node() => new FollowingExample(
        "organs/140404",
        service => service.GrpcAddress,
        (address, division, copy) =>
        [
            "node", Example("node/follow.mjs"), address.Authority, division, copy,
            ProtoFolders.Ours, ProtoFolders.Google,
        ],
        ReadResources).Follows(services);

    [NeedsFact("java")]
    public Task Java() => new FollowingExample(
        "organs/140405",
        service => service.HttpAddress,
        (address, division, copy) =>
            ["java", Example("java/Follow.java"), address.GetLeftPart(UriPartial.Authority), division, copy],
        ReadProperties).Follows(services);

    [NeedsFact("curl", "jq")]
    public Task Shell() => new FollowingExample(
        "organs/140423",
        service => service.HttpAddress,
        (address, division, copy) =>
            ["bash", Example("shell/follow.sh"), address.GetLeftPart(UriPartial.Authority), division, copy],
        ReadResources).Follows(services);

    [NeedsFact("node", "chromium", Playwright)]
    public Task Browser() => new FollowingExample(
        "organs/140425",
        service => service.HttpAddress,
        (address, division, copy) =>
        [
            "node", Path.Combine(Repository.Root, "tests/clients/browser/browse.mjs"),
            Example("browser"), TwoServices.PagePort.ToString(CultureInfo.InvariantCulture),
            $"service={address.GetLeftPart(UriPartial.Authority)}&division={division}", copy + "-profile", copy,
        ],
        copy => File.ReadAllTextAsync(copy)).Follows(services);

    private static string Example(string path) => Path.Combine(Repository.Root, "examples", path);

    private static async Task<string> ReadResources(string copy) => new JsonObject(
        JsonNode.Parse(await File.ReadAllTextAsync(copy))!["resources"]!.AsObject()
            .Select(each => KeyValuePair.Create(each.Key, each.Value?["revision"]?.DeepClone()))).ToJsonString();

    private static async Task<string> ReadProperties(string copy) => JsonSerializer.Serialize(
        (await File.ReadAllLinesAsync(copy)).Where(line => !line.StartsWith('#')).Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Split(' ')[0], StringComparer.Ordinal));
}
