using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Copies;

/// <summary>Registrars mark the reports of their subtree; the original may be any organ's.</summary>
public sealed class WhoMarksCopies(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    [Fact]
    public async Task A_registrar_of_the_copy_marks_it_and_sees_no_more_than_others()
    {
        var (own, other) = (await Place.New(service), await Place.New(service));
        var (original, copy) = (await File(other, 40), await File(own, 40));
        copy = await service.Return(copy, "请核对", service.Key.Of("reviewer", ["reviewer"], own.Province));

        var marked = await Mark(copy, original, service.Key.Of("registrar", ["registrar"], own.Province));

        Assert.Equal((original.Name, ReportState.Returned), (marked.CopyOf, marked.State));
        Assert.Null(marked.ReturnNotice);
    }

    [Theory]
    [InlineData("filer")]
    [InlineData("reviewer")]
    public async Task Who_files_or_reviews_does_not_mark(string role)
    {
        var (own, other) = (await Place.New(service), await Place.New(service));
        var (original, copy) = (await File(other, 50), await File(own, 50));
        var caller = service.Key.Of("platform", [role], own.Province);

        await Refused.With(StatusCode.PermissionDenied, "ROLE_MISSING", () => Mark(copy, original, caller));
        await Refused.With(StatusCode.PermissionDenied, "ROLE_MISSING", async () =>
            await service.Reports.UnmarkCopyAsync(
                new() { Name = copy.Name, Etag = copy.Etag, Reason = "核实" }, caller));
    }

    [Fact]
    public async Task A_registrar_of_the_original_alone_does_not_mark_the_copy()
    {
        var (own, other) = (await Place.New(service), await Place.New(service));
        var (original, copy) = (await File(other, 60), await File(own, 60));

        await Refused.With(StatusCode.PermissionDenied, "OUTSIDE_SUBTREE", () =>
            Mark(copy, original, service.Key.Of("registrar", ["registrar"], other.Province)));
    }

    private Task<Report> File(Place place, long first) => service.File(
        new() { Name = place.Report, Tables = { MadeUpReports.Telling(first) } },
        service.Key.Of("filer", ["filer"], place.Province));

    private async Task<Report> Mark(Report copy, Report original, Metadata caller) =>
        (await service.Reports.MarkCopyAsync(
            new() { Name = copy.Name, CopyOf = original.Name, Etag = copy.Etag, Reason = "误抄" }, caller)).Report;
}
