using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>Many reports in one stream: an answer each, in the order sent, and safe to send again.</summary>
public sealed class BatchFiling(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Items_are_answered_in_order_and_a_refused_one_stops_no_other()
    {
        var good = await NewItem();
        var bad = await NewItem();
        bad.Item.Report.Tables[0].Form = "forms/2035";
        var last = await NewItem();

        var answers = await Send(good, bad, last);

        Assert.Equal([0, 1, 2], answers.Select(answer => answer.Index));
        Assert.Equal(
            [good.Item.Report.Name, bad.Item.Report.Name, last.Item.Report.Name],
            answers.Select(answer => answer.Report));
        Assert.Equal("UNKNOWN_FORM", answers[1].Error.GetDetail<Google.Rpc.ErrorInfo>()!.Reason);
        Assert.Equal((1, 1), (answers[0].Filed.Revision, answers[2].Filed.Revision));
    }

    [Fact]
    public async Task After_a_broken_stream_the_same_items_are_sent_again_and_each_is_on_file_once()
    {
        var items = new List<BatchFileReportsRequest>();
        for (var i = 0; i < 150; i++)
        {
            items.Add(await NewItem());
        }

        using (var broken = service.Reports.BatchFileReports())
        {
            foreach (var item in items.Take(60))
            {
                await broken.RequestStream.WriteAsync(item);
            }

            await broken.ResponseStream.MoveNext(default);
        }

        var answers = await Send([.. items]);

        Assert.Equal(150, answers.Count);
        Assert.All(answers, answer => Assert.Equal(1, answer.Filed?.Revision));
    }

    [Fact]
    public async Task An_item_without_a_request_id_is_refused()
    {
        var item = await NewItem();
        item.Item.RequestId = "";

        var answer = Assert.Single(await Send(item));

        Assert.Equal("REQUIRED_FIELD", answer.Error.GetDetail<Google.Rpc.ErrorInfo>()!.Reason);
    }

    [Fact]
    public async Task A_request_id_that_is_no_uuid_is_refused_by_its_place_in_the_item()
    {
        var item = await NewItem();
        item.Item.RequestId = "1";
        var other = await NewItem();
        other.Item.OnBehalfOf = "organs/no-such-organ";

        var answers = await Send(item, other);

        Assert.Equal(
            ["item.request_id", "item.on_behalf_of"], answers.SelectMany(answer => Refused.Of(answer.Error).Fields));
    }

    [Fact]
    public async Task Items_on_one_report_are_carried_out_in_their_order()
    {
        var items = new List<BatchFileReportsRequest>();
        for (var i = 0; i < 20; i++)
        {
            var first = await NewItem();
            var second = await NewItem();
            first.Item.Report.NarrativeSections.Add(new NarrativeSection { Text = new string('长', 100_000) });
            second.Item.Report = BalancedReports.Of(first.Item.Report.Name, 8);
            items.AddRange([first, second]);
        }

        var answers = await Send([.. items]);

        Assert.All(answers.Where(answer => answer.Index % 2 == 0), answer => Assert.Equal(1, answer.Filed?.Revision));
        Assert.All(
            answers.Where(answer => answer.Index % 2 == 1),
            answer => Assert.Equal("REPORT_EXISTS", answer.Error?.GetDetail<Google.Rpc.ErrorInfo>()!.Reason));
    }

    private async Task<List<BatchFileReportsResponse>> Send(params BatchFileReportsRequest[] items)
    {
        using var call = service.Reports.BatchFileReports();
        var sending = Task.Run(async () =>
        {
            foreach (var item in items)
            {
                await call.RequestStream.WriteAsync(item);
            }

            await call.RequestStream.CompleteAsync();
        });
        var answers = new List<BatchFileReportsResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            answers.Add(answer);
        }

        await sending;
        return answers;
    }

    private async Task<BatchFileReportsRequest> NewItem() => new()
    {
        Item = new()
        {
            Report = BalancedReports.Of(await TestOrgans.Register(service) + "/reports/2021-region", 7),
            RequestId = Guid.NewGuid().ToString(),
        },
    };
}
