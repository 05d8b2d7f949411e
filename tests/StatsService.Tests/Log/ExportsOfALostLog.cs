using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StatsService.Callers;
using StatsService.Exports;
using StatsService.Failures;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;
using ExportFormat = Ogi.Stats.V1.ExportFormat;

namespace StatsService.Tests.Log;

/// <summary>The database is restored to an earlier time while an export is under way.</summary>
public sealed class ExportsOfALostLog(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.XlsxOfficial)]
    public async Task No_file_mixes_two_histories(ExportFormat format)
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2021-region", Applications("2021", 3)));
        var export = await service.Services.GetRequiredService<ExportReports>()
            .Open(new() { Parent = organ, Format = format }, Caller.Service, default);

        await LoseTheLastEvent();

        var refusal = await Assert.ThrowsAsync<Refusal>(
            () => new ExportParts().Of(export, default).ToListAsync().AsTask());
        Assert.Equal("HISTORY_CHANGED", refusal.Reason);
    }

    /// <summary>A restored log is another table, which new connections notice; the old ones ended with it.</summary>
    private async Task LoseTheLastEvent()
    {
        const string Sql = """
            alter table ogi.mt_events rename to lost;
            create table ogi.mt_events (like ogi.lost including all);
            insert into ogi.mt_events select * from ogi.lost where seq_id < (select max(seq_id) from ogi.lost);
            alter sequence ogi.mt_events_sequence owned by ogi.mt_events.seq_id;
            drop table ogi.lost
            """;
        var database = service.Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = database.CreateCommand(Sql);
        await command.ExecuteNonQueryAsync();
        database.Clear();
    }
}
