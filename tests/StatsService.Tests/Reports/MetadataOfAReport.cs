using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>What stands around the figures: title, number, date, source, narrative sections.</summary>
public sealed class MetadataOfAReport(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Metadata_read_back_as_they_were_sent()
    {
        var sent = BalancedReports.Of(await service.NewReport(), 7);
        sent.DocumentNumber = "测政办〔2022〕1号";
        sent.IssuingOffice = "测试市人民政府办公室";
        sent.PublicationDate = new() { Year = 2022, Month = 3, Day = 1 };
        sent.Source = new()
        {
            Uri = "https://example.org/a.html",
            Sha256 = new string('a', 64),
            MediaType = "text/html",
        };

        var read = await service.File(sent);

        Assert.Equal(
            (sent.DocumentNumber, sent.IssuingOffice, sent.PublicationDate, sent.Source),
            (read.DocumentNumber, read.IssuingOffice, read.PublicationDate, read.Source));
    }

    [Theory]
    [InlineData(2018, 2019, 3, 31, false)]
    [InlineData(2018, 2019, 4, 1, true)]
    [InlineData(2019, 2020, 3, 31, false)]
    [InlineData(2021, 2022, 3, 10, false)]
    [InlineData(2021, 2022, 3, 11, true)]
    public async Task A_report_is_late_by_the_date_of_publication_against_the_deadline_in_force(
        int reportYear, int year, int month, int day, bool late)
    {
        var sent = BalancedReports.Of(await service.NewReport($"{reportYear}-region"), 7);
        sent.PublicationDate = new() { Year = year, Month = month, Day = day };

        var timeliness = (await service.File(sent)).Timeliness;

        Assert.Equal(late, timeliness.Late);
        Assert.NotEmpty(timeliness.Source);
    }

    [Fact]
    public async Task A_report_without_a_date_is_neither_late_nor_in_time()
    {
        var timeliness = (await service.File(BalancedReports.Of(await service.NewReport(), 7))).Timeliness;

        Assert.False(timeliness.HasLate);
        Assert.NotNull(timeliness.Deadline);
        Assert.NotNull(timeliness.FiledTime);
    }

    [Fact]
    public async Task A_narrative_section_is_stored_once_by_its_hash_and_read_by_it()
    {
        var text = $"总体情况 {Guid.NewGuid()}";
        var name = "sources/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var first = BalancedReports.Of(await service.NewReport(), 7);
        first.NarrativeSections.Add(new NarrativeSection { Heading = "一、总体情况", Text = text });
        var filed = await service.File(first);
        Assert.Equal(
            new NarrativeSection { Heading = "一、总体情况", Source = name }, Assert.Single(filed.NarrativeSections));

        var second = BalancedReports.Of(await service.NewReport(), 7);
        second.NarrativeSections.Add(new NarrativeSection { Heading = "一", Source = name });
        await service.File(second);

        var source = (await service.Reports.GetSourceAsync(new() { Name = name })).Source;
        Assert.Equal(text, source.Content.ToStringUtf8());
    }

    [Fact]
    public async Task A_section_that_names_a_text_which_is_not_stored_is_refused()
    {
        var sent = BalancedReports.Of(await service.NewReport(), 7);
        sent.NarrativeSections.Add(new NarrativeSection { Heading = "一", Source = "sources/" + new string('0', 64) });

        await Refused.AtField(
            StatusCode.InvalidArgument, "UNKNOWN_SOURCE", "report.narrative_sections[0].source",
            () => service.File(sent));
        await Refused.With(StatusCode.NotFound, "SOURCE_NOT_STORED", async () =>
            await service.Reports.GetSourceAsync(new() { Name = sent.NarrativeSections[0].Source }));
    }

    [Fact]
    public async Task A_date_that_does_not_exist_is_refused()
    {
        var sent = BalancedReports.Of(await service.NewReport(), 7);
        sent.PublicationDate = new() { Year = 2022, Month = 2, Day = 30 };

        await Refused.AtField(
            StatusCode.InvalidArgument, "INVALID_VALUE", "report.publication_date", () => service.File(sent));
    }
}
