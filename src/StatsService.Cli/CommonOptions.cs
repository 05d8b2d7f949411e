using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace StatsService.Cli;

/// <summary>The options that every command takes.</summary>
internal static class CommonOptions
{
    public const string DefaultServer = "http://127.0.0.1:5001";

    private const int DefaultTimeout = 30;

    public static readonly Option<Uri> Server = new("--server")
    {
        Recursive = true,
        HelpName = "ADDRESS",
        Description = "服务的gRPC地址，或取STATS_SERVER | The service's gRPC address, or STATS_SERVER",
        DefaultValueFactory = result =>
            ParseServer(Environment.GetEnvironmentVariable("STATS_SERVER") ?? DefaultServer, result),
        CustomParser = result => ParseServer(result.Tokens[0].Value, result),
    };

    public static readonly Option<string?> Token = new("--token")
    {
        Recursive = true,
        HelpName = "JWT",
        // No default value here: the help would show it.
        Description = "访问令牌；或取STATS_TOKEN，他人看不到 | Access token; or STATS_TOKEN, which others cannot see",
    };

    public static readonly Option<int> Timeout = new("--timeout")
    {
        Recursive = true,
        HelpName = "SECONDS",
        Description = "每次应答最多等待的秒数 | Wait so long for each answer",
        DefaultValueFactory = _ => DefaultTimeout,
        Validators = { AtLeastOne },
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Recursive = true,
        Description = "应答各为一行protobuf JSON，别无其他输出 | Print each answer as a line of protobuf JSON, nothing else",
    };

    private static void AtLeastOne(OptionResult result)
    {
        if (result.Tokens is [var token, ..]
            && !(int.TryParse(token.Value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0))
        {
            result.AddError("--timeout应为正整数秒 | --timeout needs a number of seconds from 1");
        }
    }

    private static Uri ParseServer(string text, ArgumentResult result)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
        {
            return uri;
        }

        result.AddError($"“{text}”不是服务地址 | '{text}' is no address of a service: {DefaultServer}");
        return new Uri(DefaultServer);
    }
}
