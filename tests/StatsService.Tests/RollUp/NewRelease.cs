using Grpc.Core;
using Grpc.Health.V1;
using Npgsql;
using StatsService.Tests.Fixtures;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace StatsService.Tests.RollUp;

/// <summary>
/// A release with other rules begins on a database that has a roll-up by the former ones: it makes its own, and gives
/// no figure of a division before that is there.
/// </summary>
public sealed class NewRelease : IAsyncLifetime
{
    private string _database = "";

    [Fact]
    public async Task It_answers_for_divisions_once_its_own_roll_up_is_complete()
    {
        string province;
        await using (var former = await ServiceProcess.Start(_database))
        {
            using var channel = former.Connect();
            var country = await SmallCountry.New(channel);
            await country.File(country.County, "2021-organ", 5);
            Assert.Equal(5, await channel.Received(country.Province, 2021));
            province = country.Province;
        }

        await Run("update ogi.roll_up_generation set catalog = 'of the former release'");

        // None ends a batch, and so none comes to where the log goes.
        await using (var held = await ProjectorHeld.Within(_database))
        await using (var now = await ServiceProcess.Start(_database))
        {
            using var channel = now.Connect();
            await held.Reached();
            Assert.Equal(ServingStatus.Serving, await Health(channel, ""));
            Assert.Equal(ServingStatus.NotServing, await Health(channel, "ogi.stats.v1.StatisticsService"));
            await Refused.With(StatusCode.Unavailable, "ROLL_UP_NOT_MADE", () => channel.Received(province, 2021));

            await held.DisposeAsync();
            Assert.Equal(5, await channel.Received(province, 2021));
            Assert.Equal(ServingStatus.Serving, await Health(channel, "ogi.stats.v1.StatisticsService"));
        }

        Assert.Equal(2L, await Run("select count(*) from ogi.roll_up_generation"));
    }

    public async Task InitializeAsync() => _database = await TestDatabases.Create();

    public async Task DisposeAsync() => await TestDatabases.Drop(_database);

    private static async Task<ServingStatus> Health(ChannelBase channel, string service) =>
        (await new Health.HealthClient(channel).CheckAsync(new() { Service = service })).Status;

    private async Task<object?> Run(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_database);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
