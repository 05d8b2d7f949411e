using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>A service that a page of one other site may call.</summary>
public sealed class KnownSiteFixture : ServiceFixture
{
    public const string Site = "https://portal.example.gov.cn";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Cors:Origins", $"{Site}; http://b:81")];
}

/// <summary>Browsers let a page of another site call and read only where the service says so.</summary>
public sealed class PagesInBrowsers(KnownSiteFixture known, ServiceFixture unset)
    : IClassFixture<KnownSiteFixture>, IClassFixture<ServiceFixture>
{
    private const string Allowed = "Access-Control-Allow-Origin";
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_site_that_is_named_may_call_with_a_token_and_read_refusals_tags_and_what_a_download_says()
    {
        using var asked = await Preflight(known, KnownSiteFixture.Site);
        using var answer = await Get(known, KnownSiteFixture.Site);

        Assert.Equal(KnownSiteFixture.Site, Header(asked, Allowed));
        Assert.Equal("authorization,content-type,x-grpc-web", Header(asked, "Access-Control-Allow-Headers"));
        Assert.Equal(KnownSiteFixture.Site, Header(answer, Allowed));
        Assert.Equal(
            "grpc-status,grpc-message,grpc-status-details-bin,ETag,Content-Disposition,Stats-Position,"
            + "Stats-Catalog-Version,Stats-Expected-Rows,Trailer",
            Header(answer, "Access-Control-Expose-Headers"));
    }

    [Theory]
    [InlineData("https://portal.example.gov.cn.evil.example")]
    [InlineData("http://portal.example.gov.cn")]
    [InlineData("null")]
    public async Task A_site_that_is_not_named_may_not(string site)
    {
        using var asked = await Preflight(known, site);
        using var answer = await Get(known, site);

        Assert.Equal((null, null), (Header(asked, Allowed), Header(answer, Allowed)));
    }

    [Fact]
    public async Task Unless_it_is_configured_no_site_may()
    {
        using var asked = await Preflight(unset, KnownSiteFixture.Site);
        using var answer = await Get(unset, KnownSiteFixture.Site);

        Assert.Equal((null, null), (Header(asked, Allowed), Header(answer, Allowed)));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("portal.example.gov.cn")]
    [InlineData("https://portal.example.gov.cn/app")]
    public async Task What_is_no_site_ends_the_start(string origin)
    {
        var (code, output) = await ServiceProcess.Run(("Cors__Origins", origin));

        Assert.Equal(1, code);
        Assert.Contains($"'{origin}' in Cors:Origins is no origin", output, StringComparison.Ordinal);
    }

    /// <summary>What a browser asks before it sends a call in gRPC-Web.</summary>
    private static Task<HttpResponseMessage> Preflight(ServiceFixture service, string site)
    {
        var request = Request(HttpMethod.Options, service, "/ogi.stats.v1.ReportService/ListReports", site);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-grpc-web");
        return Http.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Get(ServiceFixture service, string site) =>
        Http.SendAsync(Request(HttpMethod.Get, service, "/v1/forms", site));

    private static HttpRequestMessage Request(HttpMethod method, ServiceFixture service, string path, string site)
    {
        var request = new HttpRequestMessage(method, service.HttpAddress + path);
        request.Headers.Add("Origin", site);
        return request;
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
