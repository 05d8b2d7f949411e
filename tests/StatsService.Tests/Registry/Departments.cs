using Google.Protobuf.Collections;
using Grpc.Core;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>Organs that belong to one test alone.</summary>
internal static class Departments
{
    private static int _count;

    /// <summary>An id that no other test uses.</summary>
    public static string NewId() => $"test-{Interlocked.Increment(ref _count)}";

    /// <summary>A department of 长治市 with a title of its own, not yet registered.</summary>
    public static Organ New(string? id = null, string? title = null)
    {
        id ??= NewId();
        return new()
        {
            Name = "organs/" + id,
            Names = { new TimedName { Title = title ?? $"长治市第{id}局" } },
            Kind = OrganKind.Department,
            Division = "divisions/140400",
            Parent = "organs/140400",
            Source = "测试",
        };
    }

    public static async Task<Organ> Create(this ServiceFixture service, Organ organ) =>
        (await service.Registry.CreateOrganAsync(new() { Organ = organ })).Organ;

    public static async Task<Organ> Get(this ServiceFixture service, string name) =>
        (await service.Registry.GetOrganAsync(new() { Name = name })).Organ;

    /// <summary>Merges organs, with the etags that they have.</summary>
    public static async Task<MergeOrgansResponse> Merge(
        this ServiceFixture service, MergeOrgansRequest request, Metadata? caller = null)
    {
        await service.AddEtags(request.Etags, [.. request.Predecessors, request.Successor], caller);
        return await service.Registry.MergeOrgansAsync(request, caller);
    }

    /// <summary>Splits an organ, with the etags that all concerned have.</summary>
    public static async Task<SplitOrganResponse> Split(this ServiceFixture service, SplitOrganRequest request)
    {
        await service.AddEtags(request.Etags, [.. request.Successors, request.Predecessor], caller: null);
        return await service.Registry.SplitOrganAsync(request);
    }

    /// <summary>Exempts an organ, with the etag that it has.</summary>
    public static async Task<ExemptOrganResponse> Exempt(
        this ServiceFixture service, ExemptOrganRequest request, Metadata? caller = null)
    {
        var organ = await service.Registry.GetOrganAsync(new() { Name = request.Name }, caller);
        request.Etag = organ.Organ.Etag;
        return await service.Registry.ExemptOrganAsync(request, caller);
    }

    public static async Task<T> Scalar<T>(this ServiceFixture service, string sql, params object[] parameters)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task AddEtags(
        this ServiceFixture service, MapField<string, string> etags, IEnumerable<string> names, Metadata? caller)
    {
        foreach (var name in names)
        {
            etags[name] = (await service.Registry.GetOrganAsync(new() { Name = name }, caller)).Organ.Etag;
        }
    }

    /// <summary>How many events the organ has.</summary>
    public static Task<long> Events(this ServiceFixture service, string name) =>
        service.Scalar<long>("select count(*) from ogi.mt_events where stream_id = $1", name);
}
