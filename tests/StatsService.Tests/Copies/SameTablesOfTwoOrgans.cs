using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Copies;

/// <summary>Two organs with the same tables for a year: found when either is read, from both as they stand.</summary>
public sealed class SameTablesOfTwoOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static long _first = 1000;

    [Fact]
    public async Task Both_reports_name_each_other()
    {
        var tables = Unlike();
        var one = await File(tables);
        Assert.DoesNotContain(one.Findings, IsIdentical);
        var other = await File(tables, "2021-organ");

        var (onOne, onOther) = (await Identical(one.Name), other.Findings.Single(IsIdentical));
        Assert.Equal((FindingStrength.Info, "rules/report.identical"), (onOne!.Strength, onOne.Rule));
        Assert.Equal([other.Name], onOne.OtherReports);
        Assert.Equal([one.Name], onOther.OtherReports);
        Assert.Contains(other.Name, onOne.Message.Zh, StringComparison.Ordinal);
        Assert.Contains(one.Name, onOther.Message.En, StringComparison.Ordinal);
        Assert.Equal(1, (await Get(one.Name)).Quality.InfoCount);
        var listed = await service.Reports.ListReportsAsync(new()
        {
            Parent = one.Organ,
            ReadMask = new() { Paths = { "findings" } },
        });
        Assert.Equal(onOne, listed.Reports.Single().Findings.Single(IsIdentical));
    }

    [Fact]
    public async Task A_preview_finds_what_filing_would()
    {
        var tables = Unlike();
        var one = await File(tables);

        var preview = await service.Reports.ValidateReportAsync(
            new() { Report = new() { Name = await service.NewReport(), Tables = { tables } } });

        Assert.Equal([one.Name], preview.Report.Findings.Single(IsIdentical).OtherReports);
    }

    [Fact]
    public async Task Empty_tables_and_those_with_few_numbers_are_alike_by_chance()
    {
        var few = Unlike();
        few[1].Cells["applications.outcome.total@total"] = new() { Count = 0 }; // 14 numbers are left.
        var same = MadeUpReports.Telling(Interlocked.Increment(ref _first));
        foreach (var cell in same[0].Cells.Keys.ToList())
        {
            same[0].Cells[cell] = new() { Count = 1 };
        }

        foreach (var tables in new[] { few, same, [MadeUpReports.Table("table3", "2021")] })
        {
            await File(tables);
            Assert.DoesNotContain((await File(tables)).Findings, IsIdentical);
        }
    }

    [Fact]
    public async Task Other_years_other_values_and_other_reports_of_one_organ_are_not_found()
    {
        var tables = Unlike();
        var one = await File(tables);
        await File(tables, "2022-region");
        var blank = tables.Select(table => table.Clone()).ToArray();
        blank[1].Cells["applications.carried_in@total"] = new() { Count = 0 };
        await File(blank);
        await service.File(new() { Name = one.Organ + "/reports/2021-unknown", Tables = { tables } });

        Assert.Null(await Identical(one.Name));
    }

    [Fact]
    public async Task A_correction_of_either_ends_it_on_both_and_an_earlier_position_shows_it_still()
    {
        var tables = Unlike();
        var (one, other) = (await File(tables), await File(tables));
        var third = await File(tables);
        Assert.Equal(Sorted(other, third), (await Identical(one.Name))!.OtherReports);

        var corrected = await service.Correct(new() { Name = other.Name, Tables = { Unlike() } }, other.Etag);
        Assert.DoesNotContain(corrected.Findings, IsIdentical);
        Assert.Equal([third.Name], (await Identical(one.Name))!.OtherReports);

        Assert.Null(await Identical(one.Name, one.LastEvent.Position));
        Assert.Equal([other.Name], (await Identical(one.Name, other.LastEvent.Position))!.OtherReports);
        Assert.Equal(Sorted(other, third), (await Identical(one.Name, third.LastEvent.Position))!.OtherReports);
        Assert.Equal(Sorted(one, third), (await Identical(other.Name, third.LastEvent.Position))!.OtherReports);
        Assert.Equal([third.Name], (await Identical(one.Name, corrected.LastEvent.Position))!.OtherReports);
    }

    [Fact]
    public async Task A_withdrawn_report_is_not_named_at_any_position_nor_names_others()
    {
        var tables = Unlike();
        var (one, other) = (await File(tables), await File(tables));
        Assert.NotNull(await Identical(one.Name));

        await service.Withdraw(other);

        Assert.Null(await Identical(one.Name));
        Assert.Null(await Identical(one.Name, other.LastEvent.Position));
        Assert.Null(await Identical(other.Name));
    }

    [Fact]
    public async Task Of_many_the_first_few_are_told_and_how_many_there_are()
    {
        var tables = Unlike();
        var names = new List<string>();
        for (var i = 0; i < 24; i++)
        {
            names.Add((await File(tables)).Name);
        }

        names.Sort(StringComparer.Ordinal);
        var found = (await Identical(names[0]))!;

        Assert.Equal(names.Skip(1).Take(20), found.OtherReports);
        Assert.Contains("23", found.Message.En, StringComparison.Ordinal);
        Assert.Contains(names[5], found.Message.En, StringComparison.Ordinal);
        Assert.DoesNotContain(names[6], found.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmation_holds_until_there_is_another_such_report()
    {
        var tables = Unlike();
        var (one, other) = (await File(tables), await File(tables));

        one = (await service.Reports.ConfirmFindingAsync(new()
        {
            Name = one.Name,
            Etag = one.Etag,
            FindingIds = { "report.identical" },
            Reason = "经核实确实相同",
        })).Report;
        Assert.Equal((1, 0), (one.Quality.ConfirmedCount, one.Quality.InfoCount));
        Assert.Null((await Identical(other.Name))!.Confirmation);
        await File(tables);

        Assert.True((await Identical(one.Name))!.Confirmation.Expired);
    }

    [Fact]
    public async Task Items_of_a_batch_are_answered_without_and_found_when_they_are_read()
    {
        var tables = Unlike();
        string[] names = [await service.NewReport(), await service.NewReport()];
        using var call = service.Reports.BatchFileReports();
        foreach (var name in names)
        {
            await call.RequestStream.WriteAsync(new()
            {
                Item = new() { Report = new() { Name = name, Tables = { tables } }, RequestId = $"{Guid.NewGuid()}" },
            });
        }

        await call.RequestStream.CompleteAsync();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            Assert.DoesNotContain(answer.Filed.Findings, IsIdentical);
        }

        Assert.Equal([names[1]], (await Identical(names[0]))!.OtherReports);
        Assert.Equal([names[0]], (await Identical(names[1]))!.OtherReports);
    }

    private static bool IsIdentical(Finding finding) => finding.FindingId == "report.identical";

    private static IEnumerable<string> Sorted(params Report[] reports) =>
        reports.Select(report => report.Name).Order(StringComparer.Ordinal);

    /// <summary>Tables that no other test files.</summary>
    private static ReportTable[] Unlike() => MadeUpReports.Telling(Interlocked.Add(ref _first, 100));

    private async Task<Report> File(ReportTable[] tables, string key = "2021-region") =>
        await service.File(new() { Name = await service.NewReport(key), Tables = { tables } });

    private async Task<Report> Get(string name, string position = "") => (await service.Reports.GetReportAsync(new()
    {
        Name = name,
        Read = position.Length == 0 ? null : new() { Position = position },
    })).Report;

    private async Task<Finding?> Identical(string name, string position = "") =>
        (await Get(name, position)).Findings.SingleOrDefault(IsIdentical);
}
