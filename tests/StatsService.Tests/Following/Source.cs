using Google.Protobuf;
using Ogi.Stats.V1;
using StatsService.Client;

namespace StatsService.Tests.Following;

/// <summary>What the service has, as its lists tell it: what a copy must be equal to.</summary>
internal static class Source
{
    /// <summary>All divisions, organs and reports that are not withdrawn, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, IMessage>> Read(StatsClient client)
    {
        // The list has what lies below the nation.
        var nation = (await client.Registry.GetDivisionAsync(new() { Name = "divisions/000000" })).Division;
        var all = new Dictionary<string, IMessage>(StringComparer.Ordinal) { [nation.Name] = nation };
        await foreach (var division in Paging.All(
            new ListDivisionsRequest { PageSize = 1000 }, client.Registry.ListDivisionsAsync, page => page.Divisions))
        {
            all.Add(division.Name, division);
        }

        await foreach (var organ in Paging.All(
            new ListOrgansRequest { PageSize = 1000 }, client.Registry.ListOrgansAsync, page => page.Organs))
        {
            all.Add(organ.Name, organ);
        }

        var reports = new ListReportsRequest { Parent = "organs/-", ReadMask = new() { Paths = { Told } } };
        await foreach (var report in Paging.All(reports, client.Reports.ListReportsAsync, page => page.Reports))
        {
            all.Add(report.Name, report);
        }

        return all;
    }

    /// <summary>Asserts that a copy has exactly that.</summary>
    public static async Task IsCopied(StatsClient client, IReadOnlyDictionary<string, IMessage> copy)
    {
        var source = await Read(client);
        Assert.Equal(source.Keys.Order(StringComparer.Ordinal), copy.Keys.Order(StringComparer.Ordinal));
        Assert.All(source, each => Assert.Equal(each.Value, copy[each.Key]));
    }

    /// <summary>What a feed tells of a report: not what rules and other reports say of it.</summary>
    private static IEnumerable<string> Told => Report.Descriptor.Fields.InFieldNumberOrder().Select(each => each.Name)
        .Except(["findings", "not_assessable", "quality", "timeliness"], StringComparer.Ordinal);
}
