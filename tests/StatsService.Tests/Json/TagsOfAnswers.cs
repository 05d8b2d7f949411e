using System.Net;
using System.Net.Http.Headers;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.Json;

/// <summary>What a client has already is not sent again while it stays the same, wherever the log stands.</summary>
public sealed class TagsOfAnswers(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("/v1/{0}/reports/2021-organ")]
    [InlineData("/v1/{0}/reports")]
    [InlineData("/v1/{0}/reports?page_size=1")]
    [InlineData("/v1/{0}/reports/2021-organ/revisions")]
    [InlineData("/v1/statistics/applicationOutcomes?selection.organs={0}&selection.first_year=2021")]
    [InlineData("/v1/statistics/series?selection.organs={0}&selection.first_year=2021&measure.indicator="
        + "applications.received")]
    public async Task A_tag_outlives_an_unrelated_write_but_not_a_related_one(string path)
    {
        var (organ, report) = await File();
        path = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, organ);
        using var first = await Get(path);
        Assert.True(first.IsSuccessStatusCode, await Body(first));
        await File();

        using var unchanged = await Get(path, first.Headers.ETag!);
        await Change(organ, report);
        using var changed = await Get(path, first.Headers.ETag!);

        Assert.Equal((HttpStatusCode.NotModified, ""), (unchanged.StatusCode, await Body(unchanged)));
        Assert.Equal(first.Headers.ETag, unchanged.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
        Assert.NotEmpty(await Body(changed));
    }

    [Fact]
    public async Task So_does_that_of_a_division_whose_reports_stayed_as_they_were()
    {
        var (organ, report) = await File();
        using var first = await Get(Outcomes(report.LastEvent.Position));
        var (_, unrelated) = await File("610100");

        using var unchanged = await Get(Outcomes(unrelated.LastEvent.Position), first.Headers.ETag!);
        using var changed = await Get(Outcomes(await Change(organ, report)), first.Headers.ETag!);

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (unchanged.StatusCode, changed.StatusCode));

        static string Outcomes(string position) =>
            "/v1/statistics/applicationOutcomes?selection.divisions=divisions/140000&selection.first_year=2021"
            + $"&read.min_position={position}";
    }

    [Fact]
    public async Task An_answer_may_be_kept_by_who_asked_and_only_after_asking_again()
    {
        using var answer = await Get("/v1/forms");

        Assert.True(answer.Headers.ETag!.IsWeak);
        Assert.Equal("no-cache, private", answer.Headers.CacheControl!.ToString());
        Assert.Equal("Authorization,Accept-Encoding", string.Join(',', answer.Headers.Vary));
    }

    [Fact]
    public async Task Any_of_several_tags_will_do_and_another_will_not()
    {
        using var first = await Get("/v1/forms");
        var tag = first.Headers.ETag!;

        using var several = await Get("/v1/forms", new("\"other\""), tag);
        using var any = await Get("/v1/forms", EntityTagHeaderValue.Any);
        using var other = await Get("/v1/forms", new EntityTagHeaderValue("\"other\"", isWeak: true));

        Assert.Equal(
            (HttpStatusCode.NotModified, HttpStatusCode.NotModified, HttpStatusCode.OK),
            (several.StatusCode, any.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task A_refusal_has_no_tag()
    {
        using var answer = await Get("/v1/organs/999999", EntityTagHeaderValue.Any);

        Assert.Equal((HttpStatusCode.NotFound, null), (answer.StatusCode, answer.Headers.ETag));
    }

    [Fact]
    public async Task The_next_page_is_tagged_though_its_token_names_a_position()
    {
        using var first = await Get("/v1/organs?page_size=1");
        await File();

        using var unchanged = await Get("/v1/organs?page_size=1", first.Headers.ETag!);
        using var whole = await Get("/v1/organs?page_size=2", first.Headers.ETag!);

        Assert.Contains("nextPageToken", await Body(first), StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.NotModified, HttpStatusCode.OK), (unchanged.StatusCode, whole.StatusCode));
    }

    [NeedsFact("curl")]
    public async Task Curl_keeps_a_tag_and_is_told_that_nothing_has_changed()
    {
        await File();
        using var tag = new TemporaryFile("tag");
        string[] asking =
        [
            "--silent", "--show-error", "--compressed", "--etag-save", tag.Path, "--write-out", "%{http_code}",
            "--output", "/dev/null", service.HttpAddress + "/v1/forms/2019",
        ];

        var first = await Programs.Run("curl", asking);
        var again = await Programs.Run("curl", [.. asking, "--etag-compare", tag.Path]);

        Assert.Equal(("200", "304"), (first, again));
    }

    private static Report Of(string organ, string name, int received) => MadeUpReports.Of(
        organ, name, MadeUpReports.Table("table3", "2021", ("applications.received_new@total", received)));

    private static Task<string> Body(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    private async Task<(string Organ, Report Report)> File(string division = "140400")
    {
        var organ = await TestOrgans.Register(service, division);
        var filed = await service.Reports.FileReportAsync(new() { Report = Of(organ, "2021-organ", 3) });
        return (organ, filed.Report);
    }

    /// <summary>Corrects its report, files a second one, and gives the position after that.</summary>
    private async Task<string> Change(string organ, Report report)
    {
        var correction = Of(organ, "2021-organ", 4);
        correction.Etag = report.Etag;
        await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" });
        var second = await service.Reports.FileReportAsync(new() { Report = Of(organ, "2022-organ", 5) });
        return second.Report.LastEvent.Position;
    }

    private async Task<HttpResponseMessage> Get(string path, params EntityTagHeaderValue[] known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, service.HttpAddress + path);
        foreach (var tag in known)
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        return await Http.SendAsync(request);
    }
}
