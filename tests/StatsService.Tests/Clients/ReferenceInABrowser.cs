using System.Text.Json.Nodes;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>The reference page in a real browser: it shows, nothing goes wrong, and no other host is asked.</summary>
public sealed class ReferenceInABrowser(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Playwright = "tests/clients/browser/node_modules/playwright-core/package.json";

    [NeedsTheory("node", "chromium", Playwright)]
    [InlineData("zh-CN", "服务器")]
    [InlineData("en-US", "Server")]
    public async Task It_shows_every_service_with_its_rpcs(string locale, string itsWord)
    {
        Tools.Require(Playwright);
        using var screenshot = new TemporaryFile("reference.png", []);

        var shown = JsonNode.Parse(await Programs.Run("node", [
            Path.Combine(Repository.Root, "tests/clients/browser/reference.mjs"), service.HttpAddress, locale,
            screenshot.Path,
        ]))!;

        Assert.Empty(shown["elsewhere"]!.AsArray());
        Assert.Empty(shown["wrong"]!.AsArray());
        var text = (string)shown["text"]!;
        foreach (var each in (string[])["ReportService", "StatisticsService", "ChangeService", "ExportService"])
        {
            Assert.Contains(each, text, StringComparison.Ordinal);
        }

        Assert.Contains("QueryApplicationOutcomes", text, StringComparison.Ordinal);
        Assert.Contains(itsWord, text, StringComparison.OrdinalIgnoreCase);
        Assert.True(new FileInfo(screenshot.Path).Length > 20_000, "The picture shows next to nothing.");
    }
}
