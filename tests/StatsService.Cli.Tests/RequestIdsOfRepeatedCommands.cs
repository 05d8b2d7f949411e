using Ogi.Stats.V1;
using StatsService.Cli.Reports;
using StatsService.Cli.Tests.Samples;

namespace StatsService.Cli.Tests;

/// <summary>The same command run again is the same request.</summary>
public sealed class RequestIdsOfRepeatedCommands
{
    private static Report Sample => SampleReport.Read("140400-2019-region").Wire;

    [Fact]
    public void The_same_contents_have_the_same_id_for_ever()
    {
        var report = new Report { Name = "organs/140400/reports/2019-region", Title = "年报" };

        Assert.Equal("561c23e2-7dba-8220-9492-781da7cbcf2a", RequestIds.Of("FileReport", report, ""));
    }

    [Fact]
    public void Neither_the_order_of_cells_nor_what_the_service_adds_makes_another_request()
    {
        var other = Sample;
        var cells = other.Tables[1].Cells.Reverse().ToList();
        other.Tables[1].Cells.Clear();
        cells.ForEach(cell => other.Tables[1].Cells.Add(cell.Key, cell.Value));
        other.State = ReportState.Filed;
        other.Revision = 3;
        other.Etag = "3-abc";

        Assert.Equal(RequestIds.Of("FileReport", Sample, ""), RequestIds.Of("FileReport", other, ""));
    }

    [Fact]
    public void Other_contents_another_rpc_and_another_reason_are_other_requests()
    {
        var corrected = Sample;
        corrected.Tables[0].Cells["actions.penalty.decisions"].Count++;

        string[] ids =
        [
            RequestIds.Of("FileReport", Sample, ""),
            RequestIds.Of("FileReport", corrected, ""),
            RequestIds.Of("FileReport", Sample, "organs/140000"),
            RequestIds.Of("CorrectReport", Sample, ""),
            RequestIds.Of("CorrectReport", Sample, "a", "bc"),
            RequestIds.Of("CorrectReport", Sample, "ab", "c"),
        ];

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Equal(8, Guid.Parse(id).Version));
    }
}
