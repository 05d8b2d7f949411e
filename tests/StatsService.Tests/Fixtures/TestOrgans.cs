using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Log;

namespace StatsService.Tests.Fixtures;

/// <summary>Organs and divisions of a test's own.</summary>
internal static class TestOrgans
{
    private static int _next;

    /// <summary>Registers a government that no other test knows; its name is <c>organs/{id}</c>.</summary>
    public static async Task<string> Register(ServiceFixture service, string division = "140400")
    {
        var name = "organs/" + NewId();
        await Record(service, name, division, new StoredName { Title = "测试市人民政府" });
        return name;
    }

    /// <summary>Records the names of a government, the newest first.</summary>
    public static Task Record(ServiceFixture service, string name, params StoredName[] names) =>
        Record(service, name, "140400", names);

    /// <summary>Records that a government lies in another division.</summary>
    public static Task Move(ServiceFixture service, string name, string division) =>
        Record(service, name, division, new StoredName { Title = "测试市人民政府" });

    /// <summary>Records that an organ came out of others.</summary>
    public static Task Succeed(ServiceFixture service, string name, StoredSuccession succession) =>
        Append(service, name, new OrgansSucceeded { Succession = succession });

    /// <summary>Registers a division that no other test knows, and gives its id.</summary>
    /// <param name="above">The ids of the divisions above it, from the nation down.</param>
    public static async Task<string> RegisterDivision(ServiceFixture service, params string[] above)
    {
        var id = NewId();
        var division = new StoredDivision { Title = "测试区", Level = 4, Ancestors = { above } };
        await Append(service, "divisions/" + id, new DivisionRecorded { Division = division });
        return id;
    }

    private static Task Record(ServiceFixture service, string name, string division, params StoredName[] names) =>
        Append(service, name, new OrganRecorded { Organ = new() { Kind = 1, Division = division, Names = { names } } });

    private static string NewId() => $"test-{Interlocked.Increment(ref _next)}-{Guid.NewGuid():N}"[..23];

    private static async Task Append(ServiceFixture service, string stream, IMessage data)
    {
        var meta = EventChain.MetaOf(Caller.Service, "test");
        data.SetMeta(meta);
        await using var session = service.Store.LightweightSession();
        var e = session.Events.BuildEvent(data);
        session.Events.Append(stream, EventChain.Link(e, meta, ByteString.Empty, TimeProvider.System));
        await session.SaveChangesAsync();
    }
}
