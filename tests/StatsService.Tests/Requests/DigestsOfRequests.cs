using Google.Protobuf;
using Ogi.Stats.V1;
using StatsService.Requests;

namespace StatsService.Tests.Requests;

/// <summary>By its digest a request is known again for ever: receipts of years ago are compared with it.</summary>
public sealed class DigestsOfRequests
{
    /// <summary>Never to be changed: what is stored would no longer be found.</summary>
    private const string Golden = "01780864B4D6FCBC6747C3220DD634B24D047EA91E8CC3E87AB89A4380C88EFCD9";

    [Fact]
    public void The_digest_of_a_request_is_what_it_was_in_the_first_release() =>
        Assert.Equal(Golden, Convert.ToHexString(RequestDigest.Of(Request())));

    [Fact]
    public void The_order_of_cells_and_the_request_id_make_no_difference_to_a_digest()
    {
        var bytes = Convert.ToHexString(RequestDigest.Of(Request(reversed: true)));
        Assert.NotEqual(Request().ToByteString(), Request(reversed: true).ToByteString());
        Assert.Equal(Golden, bytes);
        var withoutId = new FileReportRequest(Request()) { RequestId = "" };
        Assert.Equal(Golden, Convert.ToHexString(RequestDigest.Of(withoutId)));
    }

    [Fact]
    public void Other_contents_make_another_digest()
    {
        var other = Request();
        other.Report.Tables[0].Cells["a"].Count = 2;
        Assert.NotEqual(Golden, Convert.ToHexString(RequestDigest.Of(other)));
    }

    [Fact]
    public void The_same_fields_of_another_rpc_make_another_digest()
    {
        var accept = new AcceptReportRequest { Name = "organs/140400/reports/2019-region", Etag = "1-a" };
        var withdraw = WithdrawReportRequest.Parser.ParseFrom(accept.ToByteArray());
        Assert.Equal(accept.ToByteString(), withdraw.ToByteString());
        Assert.NotEqual(RequestDigest.Of(accept), RequestDigest.Of(withdraw));
    }

    private static FileReportRequest Request(bool reversed = false)
    {
        var table = new ReportTable { Table = "table3", Form = "forms/2019" };
        string[] codes = ["a", "b", "B", "c", "甲"];
        foreach (var code in reversed ? codes.Reverse() : codes)
        {
            table.Cells.Add(code, new CellValue { Count = 1, Printed = code });
        }

        return new()
        {
            Report = new() { Name = "organs/140400/reports/2019-region", Title = "年报", Tables = { table } },
            OnBehalfOf = "organs/140000",
            RequestId = "7c0f3a52-9b1e-4d53-8f4e-3f1f2a6a9d10",
        };
    }
}
