using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.SectionReports;

namespace StatsService.Tests.Callers;

/// <summary>Anyone may have a report checked, also against another one with confirmed findings.</summary>
public sealed class ReasonsInPreviews(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    [Fact]
    public async Task A_report_that_is_checked_does_not_tell_why_a_finding_was_confirmed_on_another()
    {
        var place = await Place.New(service);
        var own = service.Key.Of("filer", ["filer", "reviewer"], place.Province);
        await service.File(Level(place.Organ, 9), own);
        var region = await service.File(Region(place.Organ, 900), own);
        await service.Reports.ConfirmFindingAsync(
            new() { Name = region.Name, Etag = region.Etag, FindingIds = { Id }, Reason = "经核实" }, own);

        var preview = await service.Reports.ValidateReportAsync(
            new() { Report = Level(place.Organ, 9) }, service.Key.Of("reader", []));

        var confirmation = preview.Report.Sections()!.Confirmation;
        Assert.Equal((region.Name, false, ""), (confirmation.Report, confirmation.Expired, confirmation.Reason));
    }
}
