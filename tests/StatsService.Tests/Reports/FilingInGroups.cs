using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Callers;
using StatsService.Reports;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>
/// Items that arrive together are stored in one transaction, and yet each stands alone. They are handed to the use case
/// at once: over a connection nobody knows which arrive together.
/// </summary>
public sealed class FilingInGroups(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly Caller Filer =
        new("test", "", "", new HashSet<Role> { Role.Filer }, Caller.Nation);

    [Fact]
    public async Task Items_that_arrive_together_are_stored_in_one_transaction_with_a_receipt_each()
    {
        var items = await NewItems(20);

        var answers = await SendTogether(items);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), answers.Select(answer => answer.Index));
        Assert.All(answers, answer => Assert.Equal((1, true), (answer.Filed?.Revision, answer.Changed)));
        Assert.Equal((20, 1), await Stored(items));
        foreach (var (item, answer) in items.Zip(answers))
        {
            var read = (await service.Reports.GetReportAsync(new() { Name = item.Item.Report.Name })).Report;
            Assert.Equal(answer.Filed.LastEvent, read.LastEvent);
        }
    }

    [Fact]
    public async Task A_refused_item_stops_no_other_of_its_group()
    {
        var items = await NewItems(3);
        items[1].Item.Report.Tables[0].Form = "forms/2035";

        var answers = await SendTogether(items);

        Assert.Equal("UNKNOWN_FORM", Refused.Of(answers[1].Error).Reason);
        Assert.Equal((1, 1), (answers[0].Filed?.Revision, answers[2].Filed?.Revision));
        Assert.Equal((2, 1), await Stored(items));
    }

    [Fact]
    public async Task A_request_that_comes_twice_in_a_group_is_carried_out_once_and_answered_alike()
    {
        var items = await NewItems(2);
        var again = items[0].Clone();
        var other = items[1].Clone();
        other.Item.Report.Title = "另一份报告";

        var answers = await SendTogether([.. items, again, other]);

        Assert.Equal((answers[0].Filed, true), (answers[2].Filed, answers[2].Changed));
        Assert.Equal("REQUEST_ID_REUSED", Refused.Of(answers[3].Error).Reason);
        Assert.Equal((2, 1), await Stored(items));
    }

    [Fact]
    public async Task Items_on_one_report_build_on_those_before_them_in_their_group()
    {
        var first = (await NewItems(1))[0];
        var same = first.Clone();
        same.Item.RequestId = Guid.NewGuid().ToString();
        var other = same.Clone();
        other.Item.RequestId = Guid.NewGuid().ToString();
        other.Item.Report.Title = "另一份报告";

        var answers = await SendTogether([first, same, other]);

        Assert.Equal([true, false], answers.Take(2).Select(answer => answer.Changed));
        Assert.Equal(answers[0].Filed, answers[1].Filed);
        Assert.Equal("REPORT_EXISTS", Refused.Of(answers[2].Error).Reason);
        Assert.Equal(answers[1], (await SendTogether([first, same]))[1]);
    }

    [Fact]
    public async Task A_text_that_an_item_brings_can_be_referred_to_by_those_after_it_in_its_group()
    {
        var items = await NewItems(2);
        var section = new NarrativeSection { Heading = "总体情况", Text = $"正文{Guid.NewGuid()}" };
        items[0].Item.Report.NarrativeSections.Add([section, section]);
        var source = Sources.Prefix + Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(section.Text)));
        items[1].Item.Report.NarrativeSections.Add(new NarrativeSection { Heading = "总体情况", Source = source });

        var answers = await SendTogether(items);

        Assert.All(answers, answer => Assert.Equal(source, answer.Filed?.NarrativeSections[0].Source));
        Assert.Equal((2, 1), await Stored(items));
        var stored = await service.Reports.GetSourceAsync(new() { Name = source });
        Assert.Equal(section.Text, stored.Source.Content.ToStringUtf8());
    }

    [Fact]
    public async Task A_report_that_another_client_files_meanwhile_is_refused_and_stops_no_other_of_the_group()
    {
        var items = (await NewItems(3)).OrderBy(item => item.Item.Report.Name, StringComparer.Ordinal).ToList();
        await using var blocked = await BlockedStream.Begin(service.ConnectionString, items[0].Item.Report.Name);
        var sending = SendTogether(items);
        await blocked.UntilSomeoneWaits();
        var other = items[1].Item.Clone();
        (other.Report.Title, other.RequestId) = ("另一份报告", "");
        await service.Reports.FileReportAsync(other);

        await blocked.Release();
        var answers = await sending;

        Assert.Equal("REPORT_EXISTS", Refused.Of(answers[1].Error).Reason);
        Assert.Equal((1, 1), (answers[0].Filed?.Revision, answers[2].Filed?.Revision));
        Assert.Equal(2, (await Stored(items)).Receipts);
    }

    private async Task<List<BatchFileReportsResponse>> SendTogether(IReadOnlyList<BatchFileReportsRequest> items)
    {
        var answers = new Answers();
        var batch = service.Services.GetRequiredService<BatchFileReports>();
        await batch.Handle(new Items(items), answers, Filer, CancellationToken.None);
        return answers.All;
    }

    /// <summary>How many of them have a receipt, and in how many transactions their events were stored.</summary>
    private async Task<(int Receipts, int Transactions)> Stored(IReadOnlyList<BatchFileReportsRequest> items)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand("""
            select (select count(*)::int from ogi.request_receipt where request_id = any($2)),
              (select count(distinct xmin::text)::int from ogi.mt_events where stream_id = any($1))
            """);
        command.Parameters.Add(new() { Value = items.Select(item => item.Item.Report.Name).ToArray() });
        command.Parameters.Add(new() { Value = items.Select(item => Guid.Parse(item.Item.RequestId)).ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    private async Task<List<BatchFileReportsRequest>> NewItems(int count)
    {
        var items = new List<BatchFileReportsRequest>();
        for (var i = 0; i < count; i++)
        {
            var name = await TestOrgans.Register(service) + "/reports/2021-region";
            items.Add(new()
            {
                Item = new() { Report = BalancedReports.Of(name, 7), RequestId = Guid.NewGuid().ToString() },
            });
        }

        return items;
    }

    private sealed class Items(IReadOnlyList<BatchFileReportsRequest> items)
        : IAsyncStreamReader<BatchFileReportsRequest>
    {
        private int _next = -1;

        public BatchFileReportsRequest Current => items[_next];

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(++_next < items.Count);
    }

    private sealed class Answers : IServerStreamWriter<BatchFileReportsResponse>
    {
        public List<BatchFileReportsResponse> All { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(BatchFileReportsResponse message)
        {
            All.Add(message);
            return Task.CompletedTask;
        }
    }
}
