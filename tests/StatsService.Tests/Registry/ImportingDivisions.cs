using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>BatchUpsertDivisions: townships below counties.</summary>
public sealed class ImportingDivisions(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private Grpc.Core.Metadata Nation => service.Key.Of("registry", ["registrar"], "divisions/000000");

    [Fact]
    public async Task Towns_and_what_is_above_them_come_in_one_stream_and_a_dry_run_says_the_same()
    {
        var county = TestDivisions.New("divisions/140400");
        var town = TestDivisions.New(county.Name, DivisionLevel.Township);
        var wrong = TestDivisions.New("divisions/no-such", DivisionLevel.Township);
        Division[] items = [county, town, wrong, town];
        var dry = await service.Upsert(items, validateOnly: true, caller: Nation);
        var real = await service.Upsert(items, caller: Nation);

        Assert.Equal(
            [UpsertResult.Created, UpsertResult.Created, UpsertResult.Refused, UpsertResult.Unchanged],
            real.Select(answer => answer.Result));
        Assert.Equal("UNKNOWN_DIVISION", Refused.Of(real[2].Error).Reason);
        Assert.Equal(real.Select(answer => new BatchUpsertDivisionsResponse(answer) { Position = "" }), dry);
    }

    [Fact]
    public async Task A_town_has_nine_digits_and_a_division_keeps_its_parent()
    {
        var town = TestDivisions.New("divisions/140423", DivisionLevel.Township);
        var short6 = new Division(town) { Name = "divisions/140499" };
        var moved = new Division(town) { Parent = "divisions/140425" };
        var answers = await service.Upsert([town, short6, moved], caller: Nation);

        Assert.Equal(["INVALID_NAME", "INVALID_VALUE"],
            answers.Skip(1).Select(answer => Refused.Of(answer.Error).Reason));
    }

    [Fact]
    public async Task A_division_stays_above_those_below_it()
    {
        var prefecture = TestDivisions.New("divisions/140000", DivisionLevel.Prefecture);
        var county = TestDivisions.New(prefecture.Name);
        var sunk = new Division(prefecture) { Level = DivisionLevel.County };
        var answers = await service.Upsert([prefecture, county, sunk], caller: Nation);
        var later = Assert.Single(await service.Upsert([sunk], caller: Nation));

        foreach (var answer in new[] { answers[2], later })
        {
            var refused = Refused.Of(answer.Error);
            Assert.Equal("INVALID_VALUE", refused.Reason);
            Assert.Equal(["division.level"], refused.Fields);
            Assert.Contains($"{county.Name}（{county.Title}）在其下", refused.Zh, StringComparison.Ordinal);
            Assert.Contains($"{county.Name} ({county.Title}) lies below it", refused.En, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_registrar_adds_divisions_only_below_its_own()
    {
        var shanxi = service.Key.Of("registry-shanxi", ["registrar"], "divisions/140000");
        var answers = await service.Upsert(
            [
                TestDivisions.New("divisions/140423", DivisionLevel.Township),
                TestDivisions.New("divisions/320829", DivisionLevel.Township),
            ],
            caller: shanxi);
        Assert.Null(answers[0].Error);
        Assert.Equal("OUTSIDE_SUBTREE", Refused.Of(answers[1].Error).Reason);

        var reader = service.Key.Of("reader", ["reader"], "divisions/000000");
        await Refused.With(Grpc.Core.StatusCode.PermissionDenied, "ROLE_MISSING", () =>
            service.Upsert([TestDivisions.New("divisions/140400")], caller: reader));
    }
}
