using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>Divisions that belong to one test alone.</summary>
internal static class TestDivisions
{
    private static int _count;

    public static Division New(string parent, DivisionLevel level = DivisionLevel.County)
    {
        var number = Interlocked.Increment(ref _count);
        return new()
        {
            Name = level == DivisionLevel.Township ? $"divisions/{900_000_000 + number}" : $"divisions/test-{number}",
            Title = $"测试{number}",
            Level = level,
            Parent = parent,
            Source = "测试",
        };
    }

    /// <summary>Registers a division of its own and gives its name.</summary>
    public static async Task<string> Register(
        this ServiceFixture service, string parent, DivisionLevel level = DivisionLevel.County)
    {
        var division = New(parent, level);
        Assert.Equal(UpsertResult.Created, Assert.Single(await service.Upsert([division])).Result);
        return division.Name;
    }

    public static async Task<List<BatchUpsertDivisionsResponse>> Upsert(
        this ServiceFixture service, IEnumerable<Division> divisions, bool validateOnly = false,
        Metadata? caller = null)
    {
        using var call = service.Registry.BatchUpsertDivisions(caller);
        var reading = call.ResponseStream.ReadAllAsync().ToListAsync();
        foreach (var division in divisions)
        {
            await call.RequestStream.WriteAsync(new() { Division = division, ValidateOnly = validateOnly });
        }

        await call.RequestStream.CompleteAsync();
        return await reading;
    }

    public static async Task<Division> Division(this ServiceFixture service, string name) =>
        (await service.Registry.GetDivisionAsync(new() { Name = name })).Division;

    public static async Task<ChangeDivisionsResponse> Change(
        this ServiceFixture service, DivisionChangeKind kind, int year, string[] before, string[]? after = null,
        string title = "", string parent = "") =>
        await service.Registry.ChangeDivisionsAsync(Changed(kind, year, before, after, title, parent));

    /// <summary>With a request id of its own.</summary>
    public static ChangeDivisionsRequest Changed(
        DivisionChangeKind kind, int year, string[] before, string[]? after = null, string title = "",
        string parent = "") => new()
        {
            Change = new()
            {
                Kind = kind,
                Year = year,
                Predecessors = { before },
                Successors = { after ?? [] },
                Title = title,
                Parent = parent,
                Source = "国函",
            },
            RequestId = Guid.NewGuid().ToString(),
        };

    public static async Task<List<string>> Below(this ServiceFixture service, string ancestor, int year) =>
        [.. (await service.Registry.ListDivisionsAsync(new() { Ancestor = ancestor, Year = year, PageSize = 5000 }))
            .Divisions.Select(division => division.Name)];
}
