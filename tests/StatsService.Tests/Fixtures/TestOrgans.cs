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
        var meta = EventMetas.From(Caller.Service, "test", "", requestId: null);
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var organ = new StoredOrgan { Kind = 1, Division = "140400", Names = { new StoredName { Title = "测试市人民政府" } } };
        var e = session.Events.BuildEvent(new OrganRecorded { Meta = meta, Organ = organ });
        session.Events.StartStream(name, EventMetas.Stamp(e, meta, ByteString.Empty, TimeProvider.System));
        await session.SaveChangesAsync();
        return name;
    }
}
