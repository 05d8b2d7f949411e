using Google.Protobuf;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Log;

namespace StatsService.Tests.Fixtures;

/// <summary>Organs of a test's own.</summary>
internal static class TestOrgans
{
    private static int _next;

    /// <summary>Registers a government that no other test knows; its name is <c>organs/{id}</c>.</summary>
    public static async Task<string> Register(ServiceFixture service)
    {
        var name = $"organs/test-{Interlocked.Increment(ref _next)}-{Guid.NewGuid():N}"[..30];
        await Record(service, name, new StoredName { Title = "测试市人民政府" });
        return name;
    }

    /// <summary>Records the names of a government, the newest first.</summary>
    public static Task Record(ServiceFixture service, string name, params StoredName[] names) =>
        Append(service, name, new OrganRecorded { Organ = new() { Kind = 1, Division = "140400", Names = { names } } });

    /// <summary>Records that an organ came out of others.</summary>
    public static Task Succeed(ServiceFixture service, string name, StoredSuccession succession) =>
        Append(service, name, new OrgansSucceeded { Succession = succession });

    private static async Task Append(ServiceFixture service, string name, IMessage data)
    {
        var meta = EventMetas.From(Caller.Service, "test", "", requestId: null);
        data.SetMeta(meta);
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var e = session.Events.BuildEvent(data);
        session.Events.Append(name, EventMetas.Stamp(e, meta, ByteString.Empty, TimeProvider.System));
        await session.SaveChangesAsync();
    }
}
