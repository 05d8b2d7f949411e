using System.Net;
using System.Text.RegularExpressions;
using StatsService.OpenApi;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.OpenApi;

/// <summary>The page that shows the API needs no token and no other host.</summary>
public sealed partial class ReferencePages(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Whoever_reaches_the_service_may_read_it()
    {
        foreach (var path in new[] { ReferencePage.Document, ReferencePage.Page })
        {
            using var answer = await Http.GetAsync(service.HttpAddress + path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task All_that_it_loads_comes_from_the_service()
    {
        var page = new Uri(service.HttpAddress + ReferencePage.Page + "/");
        var html = await Http.GetStringAsync(page);

        var loaded = Loads().Matches(html).Select(match => match.Groups["address"].Value).ToList();

        Assert.Contains("scalar.js", loaded);
        Assert.Contains($"\"url\":\"{ReferencePage.Document[1..]}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("//", html, StringComparison.Ordinal);
        foreach (var address in loaded)
        {
            using var answer = await Http.GetAsync(new Uri(page, address));
            Assert.True(answer.IsSuccessStatusCode, address);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/scalar.js")]
    public async Task A_browser_is_told_to_load_nothing_from_elsewhere(string path)
    {
        using var answer = await Http.GetAsync(service.HttpAddress + ReferencePage.Page + path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.All(policy.Split(';'), rule => Assert.All(
            rule.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..],
            source => Assert.Contains(source, (string[])["'none'", "'self'", "'unsafe-inline'", "data:", "blob:"])));
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData("en-GB", "en")]
    public async Task Its_own_words_are_in_the_language_of_who_looks_at_it(string accepted, string locale)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, service.HttpAddress + ReferencePage.Page + "/");
        request.Headers.Add("Accept-Language", accepted);
        using var answer = await Http.SendAsync(request);

        Assert.Contains($"\"locale\":\"{locale}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex("""(src=|href=|from |"favicon":)["'](?<address>[^"']+)["']""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loads();
}
