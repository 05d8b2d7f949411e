using Google.Protobuf;
using StatsService.Canonical;

namespace StatsService.Cli.Screens;

/// <summary>Answers as a line of protobuf JSON.</summary>
internal static class JsonText
{
    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(ErrorDetails.Types));

    public static string Format(IMessage message) => Formatter.Format(message);
}
