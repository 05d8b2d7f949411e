using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Statistics;

/// <summary>The same queries over HTTP, for clients with nothing but JSON.</summary>
public sealed class StatisticsAsJson(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(service.HttpAddress) };

    [Theory]
    [InlineData("selection.firstYear=2019")]
    [InlineData("selection.first_year=2019")]
    public async Task A_plain_get_answers_the_applications_of_changzhi(string year)
    {
        var organ = await Filed();

        var total = (await Get($"statistics/applicationOutcomes?selection.organs={organ}&{year}"))
            .GetProperty("rows")[0].GetProperty("total");

        Assert.Equal("181", total.GetProperty("receivedCount").GetString());
        Assert.Equal("23", total.GetProperty("refused").GetProperty("totalCount").GetString());
        Assert.Equal("114", total.GetProperty("grantRate").GetProperty("numerator").GetString());
        Assert.False(total.TryGetProperty("carriedOutCount", out _));
        var blank = total.GetProperty("notes").EnumerateArray()
            .Single(note => note.GetProperty("condition").GetString() == "FIGURE_CONDITION_BLANK");
        Assert.Contains("carriedOutCount", blank.GetProperty("fields").GetString()!.Split(','));
    }

    [Fact]
    public async Task Several_organs_and_every_option_go_into_the_address()
    {
        var organs = new[] { await Filed(), await Filed() };

        var headers = (await Get(
            $"statistics/disclosureCounts?selection.organs={organs[0]}&selection.organs={organs[1]}"
            + "&selection.firstYear=2018&selection.lastYear=2019&selection.scope=SCOPE_LEVEL"
            + "&selection.skipEmpty=true&selection.tablesOnly=true&pageSize=5"))
            .GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("header")).ToList();

        Assert.Equal(organs, headers.Select(header => header.GetProperty("organ").GetString()));
        Assert.All(headers, header => Assert.Equal("SCOPE_LEVEL", header.GetProperty("scope").GetString()));
    }

    [Fact]
    public async Task An_earlier_position_goes_into_the_address_too()
    {
        var organ = await TestOrgans.Register(service);
        var address = $"statistics/reviewResults?selection.organs={organ}&selection.firstYear=2019";
        var before = await Get(address);
        await service.Reports.FileReportAsync(new() { Report = SampleReports.Changzhi2019(organ) });

        var position = before.GetProperty("stamp").GetProperty("asOfPosition").GetString();
        var again = await Get($"{address}&read.position={position}");

        Assert.Equal(before.GetRawText(), again.GetRawText());
        Assert.NotEqual(before.GetRawText(), (await Get(address)).GetRawText());
    }

    [Fact]
    public async Task Indicators_are_asked_by_post()
    {
        var organ = await Filed();

        using var response = await _http.PostAsJsonAsync("/v1/statistics/indicators:query", new
        {
            selection = new { organs = new[] { organ }, firstYear = 2019 },
            measures = new[] { new { indicator = "applications.total" } },
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("182", answer.GetProperty("rows")[0].GetProperty("figures")[0].GetProperty("count").GetString());
    }

    [Fact]
    public async Task A_refusal_keeps_its_reason_and_field()
    {
        using var response = await _http.GetAsync("/v1/statistics/reviewResults?selection.firstYear=2019");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.Contains("REQUIRED_FIELD", answer, StringComparison.Ordinal);
        Assert.Contains("selection.organs", answer, StringComparison.Ordinal);
    }

    private async Task<string> Filed()
    {
        var organ = await TestOrgans.Register(service);
        await service.Reports.FileReportAsync(new() { Report = SampleReports.Changzhi2019(organ) });
        return organ;
    }

    private Task<JsonElement> Get(string path) => _http.GetFromJsonAsync<JsonElement>("/v1/" + path);
}
