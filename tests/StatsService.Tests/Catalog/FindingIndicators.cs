using System.Text.Json;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Tests.Fixtures;
using Comparability = Ogi.Stats.V1.Comparability;

namespace StatsService.Tests.Catalog;

/// <summary>What can be measured, by which cells, and how far it can be compared.</summary>
public sealed class FindingIndicators(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task An_indicator_tells_how_each_form_measures_it()
    {
        var granted = Assert.Single(
            (await service.Forms.ListIndicatorsAsync(new() { Prefix = "applications.granted" })).Indicators,
            indicator => indicator.Name == "indicators/applications.granted");

        Assert.Equal(("予以公开", "件"), (granted.Title.Zh, granted.Unit));
        Assert.True(granted.ByApplicant);
        Assert.True(granted.Additive);
        var former = granted.Measurements.Single(measurement => measurement.Form == "forms/2014");
        Assert.Equal(["f2014.replies.already_disclosed", "f2014.replies.agreed"], former.Cells);
        Assert.Equal(Comparability.Near, former.Comparability);
        Assert.NotEmpty(former.Note.Zh);
        Assert.Equal(
            ["forms/2014", "forms/2019", "forms/2021"],
            granted.Measurements.Select(measured => measured.Form));
    }

    [Fact]
    public async Task A_sum_names_its_parts_and_a_distinct_count_is_not_added()
    {
        var indicators = (await service.Forms.ListIndicatorsAsync(new())).Indicators
            .ToDictionary(indicator => indicator.Name);

        var parts = indicators["indicators/applications.refused"].SumOf;
        Assert.Equal(8, parts.Count);
        Assert.All(parts, part => Assert.True(indicators.ContainsKey(part)));
        Assert.False(indicators["indicators/proactive.total"].Additive);
        Assert.True(indicators["indicators/proactive.key_areas.total"].Extension);
        Assert.Equal(FormCatalog.Default.Indicators.Count, indicators.Count);
    }

    [Fact]
    public async Task The_indicators_of_a_form_are_those_that_it_measures()
    {
        var names = (await service.Forms.ListIndicatorsAsync(new() { Form = "forms/2014-beijing" })).Indicators
            .Select(indicator => indicator.Name).ToHashSet();

        Assert.Contains("indicators/proactive.key_areas.audit", names);
        Assert.Contains("indicators/replies.agreed", names);
        Assert.DoesNotContain("indicators/applications.carried_in", names);
        Assert.DoesNotContain("indicators/applications.refused", names); // BREAK: not the same thing
    }

    [Fact]
    public async Task Pages_together_are_the_whole()
    {
        var whole = (await service.Forms.ListIndicatorsAsync(new() { Prefix = "applications." })).Indicators;
        var paged = new List<Ogi.Stats.V1.Indicator>();
        var request = new ListIndicatorsRequest { Prefix = "applications.", PageSize = 7 };
        do
        {
            var page = await service.Forms.ListIndicatorsAsync(request);
            Assert.InRange(page.Indicators.Count, 1, 7);
            paged.AddRange(page.Indicators);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.True(whole.Count > 7);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task The_beginning_of_a_name_may_be_that_of_the_resource()
    {
        var bare = await service.Forms.ListIndicatorsAsync(new() { Prefix = "reviews.litigation." });
        var whole = await service.Forms.ListIndicatorsAsync(new() { Prefix = "indicators/reviews.litigation." });

        Assert.NotEmpty(bare.Indicators);
        Assert.Equal(bare.Indicators, whole.Indicators);
    }

    [Fact]
    public async Task An_unknown_form_is_refused_with_the_nearest_and_those_that_there_are()
    {
        var referred = await Refused.By(() => service.Forms.ListIndicatorsAsync(new() { Form = "forms/2018" }));
        var requested = await Refused.By(() => service.Forms.GetFormAsync(new() { Name = "forms/2018" }));

        Assert.Equal((StatusCode.InvalidArgument, "UNKNOWN_FORM"), (referred.Code, referred.Reason));
        Assert.Equal(["form"], referred.Fields);
        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (requested.Code, requested.Reason));
        Assert.Equal(("2014", requested.Zh, requested.En), (referred.Metadata["nearest"], referred.Zh, referred.En));
        Assert.Contains("2014-beijing", referred.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indicators_are_read_as_json_too()
    {
        using var http = new HttpClient { BaseAddress = new Uri(service.HttpAddress) };

        var answer = await http.GetStringAsync("/v1/indicators?prefix=reviews.litigation.&pageSize=2");

        Assert.Equal(2, JsonDocument.Parse(answer).RootElement.GetProperty("indicators").GetArrayLength());
    }
}
