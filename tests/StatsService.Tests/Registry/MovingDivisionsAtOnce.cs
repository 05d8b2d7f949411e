using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>Registrars who move divisions at the same time.</summary>
public sealed class MovingDivisionsAtOnce(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Of_registrars_who_move_one_division_one_wins()
    {
        for (var round = 0; round < 5; round++)
        {
            var county = await service.Register("divisions/140900");
            var reasons = await Task.WhenAll(
                Move(county, "divisions/140700"), Move(county, "divisions/140800"), Move(county, "divisions/141000"));

            Assert.Equal(["", "INVALID_VALUE", "INVALID_VALUE"], reasons.Order(StringComparer.Ordinal));
            Assert.Equal(2, (await service.Division(county)).Parents.Count);
        }
    }

    [Fact]
    public async Task Two_divisions_do_not_come_below_each_other()
    {
        for (var round = 0; round < 10; round++)
        {
            var lower = await service.Register("divisions/140000");
            var upper = TestDivisions.New("divisions/140000", DivisionLevel.Prefecture);
            await service.Upsert([upper]);
            var (down, up) = (Move(lower, upper.Name), Swap(upper, lower));
            await Task.WhenAll(down, up);

            Assert.Single([await down, await up], reason => reason.Length == 0);
            var moved = (await down).Length == 0 ? lower : upper.Name;
            Assert.Contains(moved, await service.Below("divisions/140000", 2020));
            Assert.Equal(2, (await service.Division(moved)).Parents.Count);
        }
    }

    [Fact]
    public async Task Retries_of_one_change_store_it_once()
    {
        var county = await service.Register("divisions/140900");
        var request = TestDivisions.Changed(DivisionChangeKind.Renamed, 2012, [county], title: "新名县");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(async _ => await service.Registry.ChangeDivisionsAsync(request)));

        Assert.Single(answers.Distinct());
        Assert.Equal(2, await service.Events(county));
    }

    /// <summary>Makes the upper one the lower, and puts it below the other.</summary>
    private async Task<string> Swap(Division upper, string lower)
    {
        var down = new Division(upper) { Level = DivisionLevel.Township, Kind = DivisionKind.Zone };
        var answer = Assert.Single(await service.Upsert([down]));
        return answer.Error is { } error ? Refused.Of(error).Reason : await Move(upper.Name, lower);
    }

    /// <returns>Why it was refused; empty: it was not.</returns>
    private async Task<string> Move(string division, string parent)
    {
        try
        {
            await service.Change(DivisionChangeKind.Transferred, 2020, [division], parent: parent);
            return "";
        }
        catch (RpcException e)
        {
            return Refused.Of(e.GetRpcStatus()!).Reason;
        }
    }
}
