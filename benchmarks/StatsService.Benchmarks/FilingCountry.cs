using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Country;

namespace StatsService.Benchmarks;

/// <summary>A report to be filed, and as the JSON that the other side stores.</summary>
internal sealed record ReportToFile(FileReportRequest Request, string Json)
{
    public string Name => Request.Report.Name;
}

/// <summary>A province of the plausible country: its organs, to be registered, and their reports of some years.</summary>
internal sealed class FilingCountry(double scale)
{
    private const int FirstYear = 2019;
    private const int LastYear = 2023;

    private readonly PlausibleCountry _country = new(new(Under: "140000", Scale: scale));

    public int Organs => _country.Organs.Count;

    public Task Register(RegistryService.RegistryServiceClient registry) => Register(_country, registry);

    public static async Task Register(PlausibleCountry country, RegistryService.RegistryServiceClient registry)
    {
        using var divisions = registry.BatchUpsertDivisions();
        await Send(
            divisions.RequestStream, divisions.ResponseStream,
            country.Divisions
                .Where(division => division.Level == Forms.DivisionLevel.Township) // the others every registry has
                .Select(division => new BatchUpsertDivisionsRequest
                {
                    Division = PlausibleCountry.ToMessage(division),
                }),
            answer => answer.Error);
        using var organs = registry.BatchUpsertOrgans();
        await Send(
            organs.RequestStream, organs.ResponseStream,
            country.Organs.Select(organ => new BatchUpsertOrgansRequest { Organ = PlausibleCountry.ToMessage(organ) }),
            answer => answer.Error);
    }

    /// <summary>So many reports in the order in which a country's come in: any.</summary>
    public IReadOnlyList<ReportToFile> Reports(int count)
    {
        var all = _country.Organs
            .SelectMany(organ => Enumerable.Range(FirstYear, LastYear - FirstYear + 1).Select(year => (organ, year)))
            .ToArray();
        new Random(1).Shuffle(all);
        var reports = all.SelectMany(pair => _country.Reports(pair.organ, pair.year))
            .Where(report => report.IsFiled)
            .Take(count)
            .Select(report => new ReportToFile(
                new() { Report = report.ToMessage(), RequestId = Guid.NewGuid().ToString() },
                StoredShape.EncodeJson(report.Content)))
            .ToList();
        return reports.Count == count
            ? reports
            : throw new InvalidOperationException($"{count} reports were asked for, the province has {reports.Count}.");
    }

    private static async Task Send<TRequest, TResponse>(
        IClientStreamWriter<TRequest> requests, IAsyncStreamReader<TResponse> responses, IEnumerable<TRequest> items,
        Func<TResponse, Google.Rpc.Status?> error)
    {
        var reading = Task.Run(async () =>
        {
            await foreach (var answer in responses.ReadAllAsync())
            {
                if (error(answer) is { } refusal)
                {
                    throw new InvalidOperationException(refusal.ToString());
                }
            }
        });
        foreach (var item in items)
        {
            await requests.WriteAsync(item);
        }

        await requests.CompleteAsync();
        await reading;
    }
}
