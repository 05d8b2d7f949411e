using Google.Protobuf;
using Ogi.Stats.V1;
using StatsService.TestTools;

namespace StatsService.Tests.Fixtures;

/// <summary>The real reports in <c>samples/</c>, figures only, as reports of a test's own organ.</summary>
internal static class SampleReports
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    public static Report Changzhi2019(string organ) => Read("140400-2019-region", organ);

    public static Report Huairou2018(string organ) => Read("110116-2018-region", organ);

    /// <summary>Sentences only.</summary>
    public static Report Gaoming2016(string organ) => Read("440608-2016-unknown", organ);

    private static Report Read(string sample, string organ)
    {
        var report = Parser.Parse<Report>(File.ReadAllText(Path.Combine(Repository.Root, "samples", sample + ".json")));
        report.Name = $"{organ}/reports/{report.Name.Split('/')[^1]}";
        return report;
    }
}
