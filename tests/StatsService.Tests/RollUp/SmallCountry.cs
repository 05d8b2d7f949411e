using Grpc.Core;
using Grpc.Net.Client;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>
/// A province with two prefectures, the first with two counties; each has a government. Divisions and organs by id.
/// </summary>
internal sealed class SmallCountry(GrpcChannel channel, string id)
{
    private static int _count;

    private readonly RegistryService.RegistryServiceClient _registry = new(channel);
    private readonly ReportService.ReportServiceClient _reports = new(channel);

    public string Province => id;

    public string Prefecture => id + "-1";

    public string OtherPrefecture => id + "-2";

    public string County => id + "-11";

    public string OtherCounty => id + "-12";

    public IReadOnlyList<string> Divisions => [Province, Prefecture, OtherPrefecture, County, OtherCounty];

    public static async Task<SmallCountry> New(GrpcChannel channel)
    {
        var country = new SmallCountry(channel, $"c{Interlocked.Increment(ref _count)}");
        await country.Register(country.Province, RolledUp.Nation, DivisionLevel.Province);
        await country.Register(country.Prefecture, country.Province, DivisionLevel.Prefecture);
        await country.Register(country.OtherPrefecture, country.Province, DivisionLevel.Prefecture);
        await country.Register(country.County, country.Prefecture, DivisionLevel.County);
        await country.Register(country.OtherCounty, country.Prefecture, DivisionLevel.County);
        foreach (var division in country.Divisions)
        {
            await country.Organ(division, division, OrganKind.Government);
        }

        return country;
    }

    /// <summary>The same country through another instance of the service.</summary>
    public SmallCountry By(GrpcChannel other) => new(other, id);

    /// <summary>Registers a division.</summary>
    public async Task Register(string division, string parent, DivisionLevel level)
    {
        using var call = _registry.BatchUpsertDivisions();
        await call.RequestStream.WriteAsync(new()
        {
            Division = new()
            {
                Name = "divisions/" + division,
                Title = "测试" + division,
                Level = level,
                Parent = "divisions/" + parent,
                Source = "测试",
            },
        });
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.MoveNext(default);
        Demand(call.ResponseStream.Current.Error);
    }

    /// <summary>Registers an organ, or replaces what is known of it.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Organ(
        string organ, string division, OrganKind kind = OrganKind.Department, YearRange? years = null)
    {
        using var call = _registry.BatchUpsertOrgans();
        await call.RequestStream.WriteAsync(new()
        {
            Organ = new()
            {
                Name = "organs/" + organ,
                Names = { new TimedName { Title = $"测试{organ}局" } },
                Kind = kind,
                Division = "divisions/" + division,
                Years = years,
                Source = "测试",
            },
        });
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.MoveNext(default);
        Demand(call.ResponseStream.Current.Error);
        return organ;
    }

    /// <summary>Registers departments of a division, and gives their ids.</summary>
    public async Task<string[]> Departments(string division, int count)
    {
        var ids = Enumerable.Range(1, count).Select(i => $"{division}-d{i}").ToArray();
        foreach (var organ in ids)
        {
            await Organ(organ, division);
        }

        return ids;
    }

    public async Task Exempt(string organ, int year, bool lift = false)
    {
        var known = (await _registry.GetOrganAsync(new() { Name = "organs/" + organ })).Organ;
        await _registry.ExemptOrganAsync(new()
        {
            Name = known.Name,
            Year = year,
            Scope = Scope.Organ,
            Lift = lift,
            Reason = "测试",
            Etag = known.Etag,
        });
    }

    /// <param name="after">Of a transfer none.</param>
    /// <param name="parent">Of a transfer the division above from then on.</param>
    public async Task Change(
        DivisionChangeKind kind, int year, string[] before, string[]? after = null, string parent = "") =>
        await _registry.ChangeDivisionsAsync(new()
        {
            Change = new()
            {
                Kind = kind,
                Year = year,
                Predecessors = { before.Select(old => "divisions/" + old) },
                Successors = { (after ?? []).Select(now => "divisions/" + now) },
                Parent = parent.Length == 0 ? "" : "divisions/" + parent,
                Source = "国函",
            },
        });

    /// <summary>Files applications received; every other cell is blank.</summary>
    /// <param name="key">The year and scope.</param>
    public Task<Report> File(string organ, string key, long received) =>
        File(organ, key, MadeUpReports.Applications("2021", received));

    public Task<Report> File(string organ, string key, params ReportTable[] tables) =>
        File(MadeUpReports.Of("organs/" + organ, key, tables));

    public async Task<Report> File(Report report) =>
        (await _reports.FileReportAsync(new() { Report = report })).Report;

    public Task<Report> Correct(Report report, params ReportTable[] tables) =>
        Correct(new() { Name = report.Name, Title = report.Title, Tables = { tables } }, report.Etag);

    public async Task<Report> Correct(Report correction, string etag)
    {
        correction.Etag = etag;
        return (await _reports.CorrectReportAsync(new() { Report = correction, Reason = "改" })).Report;
    }

    public async Task<Report> Return(Report report) => (await _reports.ReturnReportAsync(
        new() { Name = report.Name, Etag = report.Etag, Notice = new() { Reason = "核" } })).Report;

    public async Task<Report> Accept(Report report) =>
        (await _reports.AcceptReportAsync(new() { Name = report.Name, Etag = report.Etag })).Report;

    public async Task<Report> Withdraw(Report report) => (await _reports.WithdrawReportAsync(
        new() { Name = report.Name, Etag = report.Etag, Reason = "误" })).Report;

    public async Task<Report> MarkCopy(Report report, string original) => (await _reports.MarkCopyAsync(
        new() { Name = report.Name, CopyOf = original, Etag = report.Etag, Reason = "误抄" })).Report;

    public async Task<Report> UnmarkCopy(Report report) => (await _reports.UnmarkCopyAsync(
        new() { Name = report.Name, Etag = report.Etag, Reason = "核实" })).Report;

    /// <summary>An item that is refused is as a call that is.</summary>
    private static void Demand(Google.Rpc.Status? error)
    {
        if (error is not null)
        {
            throw error.ToRpcException();
        }
    }
}
