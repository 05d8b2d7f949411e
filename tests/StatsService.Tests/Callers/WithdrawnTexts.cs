using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>A narrative text is shown to those who may see a report that uses it.</summary>
public sealed class WithdrawnTexts(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    [Fact]
    public async Task A_text_of_a_withdrawn_report_is_shown_only_to_who_files_or_reviews_for_its_organ()
    {
        var (place, own) = await NewPlace();
        var text = NewText();
        var filed = await File(place.Report, own, new() { Text = text });
        var reader = service.Key.Of("reader", []);
        Assert.Equal(text, await Read(text, reader));

        await service.Reports.WithdrawReportAsync(
            new() { Name = filed.Name, Etag = filed.Etag, Reason = "误报" }, own);

        await IsHidden(text, reader);
        await IsHidden(text, (await NewPlace()).Filer);
        Assert.Equal(text, await Read(text, own));
    }

    [Fact]
    public async Task A_text_that_another_report_uses_is_shown_to_everyone()
    {
        var ((place, own), (other, others)) = (await NewPlace(), await NewPlace());
        var text = NewText();
        var filed = await File(place.Report, own, new() { Text = text });
        await File(other.Report, others, new() { Source = NameOf(text) });

        await service.Reports.WithdrawReportAsync(
            new() { Name = filed.Name, Etag = filed.Etag, Reason = "误报" }, own);

        Assert.Equal(text, await Read(text, service.Key.Of("reader", [])));
    }

    [Fact]
    public async Task A_text_that_a_correction_took_out_is_shown_as_the_revision_with_it_is()
    {
        var (place, own) = await NewPlace();
        var text = NewText();
        var filed = await File(place.Report, own, new() { Text = text });
        var correction = BalancedReports.Of(place.Report, 7);
        correction.Etag = filed.Etag;

        await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "删去" }, own);

        Assert.Equal(text, await Read(text, service.Key.Of("reader", [])));
    }

    [Fact]
    public async Task A_filer_elsewhere_cannot_take_over_a_withdrawn_text_by_its_hash()
    {
        var ((place, own), (other, others)) = (await NewPlace(), await NewPlace());
        var text = NewText();
        var filed = await File(place.Report, own, new() { Text = text });
        await service.Reports.WithdrawReportAsync(
            new() { Name = filed.Name, Etag = filed.Etag, Reason = "误报" }, own);

        await Refused.AtField(
            StatusCode.InvalidArgument, "UNKNOWN_SOURCE", "report.narrative_sections[0].source",
            () => File(other.Report, others, new() { Source = NameOf(text) }));
    }

    private async Task IsHidden(string text, Metadata caller) =>
        await Refused.With(StatusCode.NotFound, "SOURCE_NOT_STORED", () => Read(text, caller));

    private async Task<string> Read(string text, Metadata caller) =>
        (await service.Reports.GetSourceAsync(new() { Name = NameOf(text) }, caller)).Source.Content.ToStringUtf8();

    private async Task<Report> File(string name, Metadata caller, NarrativeSection section)
    {
        var report = BalancedReports.Of(name, 7);
        report.NarrativeSections.Add(section);
        return (await service.Reports.FileReportAsync(new() { Report = report }, caller)).Report;
    }

    private async Task<(Place Place, Metadata Filer)> NewPlace()
    {
        var place = await Place.New(service);
        return (place, service.Key.Of("filer", ["filer"], place.Province));
    }

    private static string NewText() => $"总体情况{Guid.NewGuid()}";

    private static string NameOf(string text) =>
        "sources/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
