using Npgsql;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>
/// A start on a database that 0.1.0 left: its events are these, its snapshots lack what is looked up in them now.
/// </summary>
public sealed class DatabaseOfAnEarlierRelease : IAsyncLifetime
{
    /// <summary>The snapshots and tables as 0.1.0 wrote them.</summary>
    private static readonly string[] Former =
    [
        "update ogi.mt_doc_division set data = data - 'body'",
        "update ogi.mt_doc_organ set data = data - 'bearers'",
        "alter table ogi.mt_doc_organ drop column bearers",
        "drop index ogi.mt_events_of_divisions",
        "drop index ogi.mt_events_of_registry",
        "update ogi.mt_doc_annualreport set data = data - 'tablesDigest', catalog = '0.1.0'",
        "alter table ogi.mt_doc_annualreport drop column tables_digest, drop column former_digests",
        "alter table ogi.mt_doc_annualreport drop column copy_of",
    ];

    private static readonly string[] Alike = ["organs/140400/reports/2021-region", "organs/140403/reports/2021-region"];

    private readonly Organ _organ = Departments.New(title: "长治市旧局");
    private string _database = "";
    private RunningService? _service;

    private ReportService.ReportServiceClient Reports => new(_service!.Connect());

    private RegistryService.RegistryServiceClient Registry => new(_service!.Connect());

    public async Task InitializeAsync()
    {
        _database = await TestDatabases.Create();
        await using (_service = new RunningService(_database))
        {
            var organ = (await Registry.CreateOrganAsync(new() { Organ = _organ })).Organ;
            organ.Names.Insert(0, new TimedName { Title = "长治市新局", Years = new() { FirstYear = 2019 } });
            await Registry.UpdateOrganAsync(new() { Organ = organ, Reason = "更名" });
            foreach (var report in Alike)
            {
                await Reports.FileReportAsync(
                    new() { Report = new() { Name = report, Tables = { MadeUpReports.Telling(7) } } });
            }
        }

        foreach (var sql in Former)
        {
            await Execute(sql);
        }

        _service = new RunningService(_database);
    }

    public async Task DisposeAsync()
    {
        await _service!.DisposeAsync();
        await TestDatabases.Drop(_database);
    }

    [Fact]
    public async Task Its_snapshots_are_those_that_its_events_fold_to()
    {
        const string Outdated = """
            select (select count(*) from ogi.mt_doc_division where data -> 'body' is null)
                + (select count(*) from ogi.mt_doc_organ where data -> 'bearers' is null or bearers is null)
                + (select count(*) from ogi.mt_streams s left join (
                    select id, mt_version, data from ogi.mt_doc_division
                    union all select id, mt_version, data from ogi.mt_doc_organ) d using (id)
                    where s.id ~ '^(divisions|organs)/[^/]+$'
                        and (s.version, s.version) is distinct from (d.mt_version, (d.data ->> 'version')::bigint))
            """;
        Assert.Equal(0L, await Execute(Outdated));
        Assert.Equal("长治市", (await Registry.GetDivisionAsync(new() { Name = "divisions/140400" })).Division.Title);
    }

    [Fact]
    public async Task Its_reports_with_the_same_tables_are_found()
    {
        var found = (await Reports.GetReportAsync(new() { Name = Alike[0] })).Report.Findings;

        Assert.Equal([Alike[1]], found.Single(finding => finding.FindingId == "report.identical").OtherReports);
    }

    [Fact]
    public async Task An_import_finds_its_organs_by_each_of_their_names()
    {
        foreach (var title in new[] { "长治市旧局", "长治市新局" })
        {
            var sent = new Organ(_organ) { Name = "", Source = title };
            sent.Names.Clear();
            sent.Names.Add(new TimedName { Title = title });
            Assert.Equal(_organ.Name, (await Upsert(sent)).Organ);
        }
    }

    [Fact]
    public async Task Its_divisions_and_organs_are_changed_on()
    {
        var changed = await Registry.ChangeDivisionsAsync(TestDivisions.Changed(
            DivisionChangeKind.Recoded, 2017, ["divisions/320829"], ["divisions/320813"]));
        Assert.Equal(["洪泽县", "洪泽区"], changed.Divisions.Select(division => division.Title));

        var organ = (await Registry.GetOrganAsync(new() { Name = _organ.Name })).Organ;
        organ.Aliases.Add("又名");
        Assert.Contains(
            "又名", (await Registry.UpdateOrganAsync(new() { Organ = organ, Reason = "补充" })).Organ.Aliases);
    }

    [Fact]
    public async Task The_next_start_finds_nothing_to_do()
    {
        const string Written = "select sum(xmin::text::bigint)::bigint from ogi.mt_doc_division";
        const string Indexes = "select sum(oid::bigint)::bigint from pg_class where relname ~ '^mt_.*(idx|events)_'";
        var before = (await Execute(Written), await Execute(Indexes));
        await _service!.DisposeAsync();
        _service = new RunningService(_database);

        Assert.Equal(before, (await Execute(Written), await Execute(Indexes)));
    }

    private async Task<BatchUpsertOrgansResponse> Upsert(Organ organ)
    {
        using var call = Registry.BatchUpsertOrgans();
        await call.RequestStream.WriteAsync(new() { Organ = organ });
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.MoveNext(CancellationToken.None);
        return call.ResponseStream.Current;
    }

    private async Task<object?> Execute(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_database);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
