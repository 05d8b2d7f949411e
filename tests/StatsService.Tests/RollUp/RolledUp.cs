using Microsoft.Extensions.DependencyInjection;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.Log;
using StatsService.RollUp;
using StatsService.Tests.Fixtures;
using ReportSet = StatsService.RollUp.ReportSet;

namespace StatsService.Tests.RollUp;

/// <summary>What tests ask of the roll-up of a running service.</summary>
internal static class RolledUp
{
    public const string Nation = "000000";

    private static readonly FigureSums None = new(FormCatalog.Default);

    /// <summary>The newest point of the log.</summary>
    public static Task<LogPoint> Settled(this IServiceProvider services) =>
        services.GetRequiredService<LogPoints>().Resolve(read: null, default);

    /// <summary>Where it stands, once it has come to all that is settled now.</summary>
    public static async Task<RollUpPoint> CaughtUp(this IServiceProvider services) =>
        await services.GetRequiredService<RollUpProgress>().Reach((await services.Settled()).Number, default);

    public static async Task<Node> NodeOf(
        this ServiceFixture service, string division, int year, ReportSet set = ReportSet.OnFile)
    {
        var point = await service.Services.CaughtUp();
        return await service.Services.NodeAt(new(division, year, set), point.Generation, point.Log.Number);
    }

    public static async Task<Node> NodeAt(this IServiceProvider services, NodeKey key, int generation, long number) =>
        (await services.GetRequiredService<NodeReader>().At(generation, number, [key], default))[key];

    /// <summary>Every node, from a division down, is what the reports give that stand in the log.</summary>
    public static async Task IsRecomputed(this IServiceProvider services, int year, string division = Nation)
    {
        var point = await services.CaughtUp();
        await services.IsRecomputedAt(point.Generation, point.Log.Number, year, division);
    }

    public static async Task IsRecomputedAt(
        this IServiceProvider services, int generation, long number, int year, string division = Nation)
    {
        var country = await services.GetRequiredService<CountryReader>().At(number, default);
        var recomputation = services.GetRequiredService<NodeRecomputation>();
        var reader = services.GetRequiredService<NodeReader>();
        await foreach (var nodes in recomputation.Below(
            country, division, year, Enum.GetValues<ReportSet>(), default))
        {
            var stored = await reader.At(generation, number, [.. nodes.Keys], default);
            foreach (var (key, node) in nodes)
            {
                Assert.True(node.IsSame(stored[key]), $"{key} at {number}: {Differences(stored[key], node)}");
            }
        }
    }

    /// <summary>The sum of an indicator.</summary>
    public static decimal? Sum(this FigureSums sums, string indicator) =>
        sums[FormCatalog.Default.Slots.Find(indicator)!].Sum;

    /// <summary>How many reports a topic expects, and has.</summary>
    public static (int Expected, int Reported) Coverage(this FigureSums sums, string topic)
    {
        var number = Topic(topic);
        return (sums.Count(number, TopicCount.Expected), sums.Count(number, TopicCount.Reported));
    }

    public static int UnknownScope(this FigureSums sums, string topic) =>
        sums.Count(Topic(topic), TopicCount.UnknownScope);

    private static int Topic(string id) =>
        FormCatalog.Default.Slots.Topics.Select(topic => topic.Id).ToList().IndexOf(id);

    private static string Differences(Node stored, Node recomputed) => string.Join("; ",
        from part in new (string Name, FigureSums? Stored, FigureSums? Recomputed)[]
        {
            ("published", stored.Published, recomputed.Published), ("level", stored.Level, recomputed.Level),
            ("organs", stored.Organs, recomputed.Organs), ("computed", stored.Computed, recomputed.Computed),
            ("vertical", stored.Vertical, recomputed.Vertical),
        }
        from difference in SumsDifference.Between(
            part.Stored ?? None, part.Recomputed ?? None, FormCatalog.Default).Take(5)
        select $"{part.Name} {difference.Slot?.Indicator.Name ?? difference.Topic} {difference.What}: "
            + $"{difference.One}, not {difference.Other}");
}
