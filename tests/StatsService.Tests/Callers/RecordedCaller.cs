using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>Every event keeps who did it, for whom.</summary>
public sealed class RecordedCaller(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    [Fact]
    public async Task Client_person_organ_and_on_whose_behalf_stand_in_the_event()
    {
        var place = await Place.New(service);
        var own = await TestOrgans.Register(service, place.Province);
        var token = service.Key.Token(new(StringComparer.Ordinal)
        {
            ["client_id"] = "platform@140000",
            ["sub"] = "李四",
            ["organ"] = own,
            ["roles"] = "filer",
            ["division"] = place.Province,
        });

        var caller = TestKey.Bearer(token);

        await service.Reports.FileReportAsync(
            new() { Report = BalancedReports.Of(place.Report, 7), OnBehalfOf = place.Organ }, caller);

        var revisions = await service.Reports.ListReportRevisionsAsync(new() { Parent = place.Report }, caller);
        var e = revisions.Revisions.Single().Event;
        Assert.Equal(("platform@140000", "李四", own, place.Organ), (e.Client, e.Person, e.Organ, e.OnBehalfOf));
    }

    [Fact]
    public async Task Request_ids_of_one_client_are_not_those_of_another()
    {
        var place = await Place.New(service);
        string[] roles = ["filer"];
        var request = new FileReportRequest
        {
            Report = BalancedReports.Of(place.Report, 7),
            RequestId = Guid.NewGuid().ToString(),
        };
        await service.Reports.FileReportAsync(request, service.Key.Of("one", roles, place.Province));
        request.Report = BalancedReports.Of(place.Organ + "/reports/2022-region", 8);

        var filed = await service.Reports.FileReportAsync(request, service.Key.Of("other", roles, place.Province));

        Assert.True(filed.Changed);
    }
}
