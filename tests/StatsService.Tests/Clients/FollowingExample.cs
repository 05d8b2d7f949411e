using System.Text.Json.Nodes;
using StatsService.Tests.Fixtures;
using StatsService.Tests.Following;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>An example that keeps a copy of what is on file under a division, and what must be true of any.</summary>
/// <param name="organ">The government of a county of the example's own.</param>
/// <param name="address">Of a service, as the example takes it.</param>
/// <param name="command">The program and its arguments, by address, division and the file of its copy.</param>
/// <param name="read">The reports in the copy with their revisions, as JSON.</param>
internal sealed class FollowingExample(
    string organ, Func<ServiceFixture, string> address, Func<Uri, string, string, IReadOnlyList<string>> command,
    Func<string, Task<string>> read)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public (string Key, string? Value)[] Environment { get; init; } = [];

    /// <summary>
    /// It begins with what there is, goes on after it was killed and after the service could not be reached, lets go
    /// what was withdrawn, and begins anew where the log is another one.
    /// </summary>
    public async Task Follows(TwoServices services)
    {
        var folder = Directory.CreateTempSubdirectory("stats-example-").FullName;
        var copy = Path.Combine(folder, "copy");
        await using var cable = new Cable(new(address(services.One)));
        var from = new Uri(cable.Address);
        var division = organ.Replace("organs/", "divisions/", StringComparison.Ordinal);
        await using var process = new FollowingProcess(() => command(from, division, copy), _ => { }, Environment);

        Tools.Require(command(from, division, copy)[0]);

        var first = await services.One.File(SampleReports.Changzhi2019(organ));
        process.Start();
        await Has(process, copy, "2019-region 1");

        await process.Kill();
        var correction = SampleReports.Changzhi2019(organ);
        correction.Title += "（更正）";
        var corrected = await services.One.Correct(correction, first.Etag);
        await services.One.File(SampleReports.Huairou2018(organ));
        process.Start();
        await Has(process, copy, "2018-region 1", "2019-region 2");

        cable.Broken = true;
        cable.Cut();
        await services.One.Withdraw(corrected);
        await Until(() => Task.FromResult(cable.ThrownOut > 1), () => "It does not try again.");
        cable.Broken = false;
        await Has(process, copy, "2018-region 1");

        await process.Kill();
        await services.Other.File(SampleReports.Changzhi2019(organ));
        from = new(address(services.Other));
        process.Start();
        await Has(process, copy, "2019-region 1");

        await process.Kill();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Waits until the copy has exactly these reports at these revisions.</summary>
    private async Task Has(FollowingProcess process, string copy, params string[] reports)
    {
        var expected = string.Join(", ", reports.Select(report => $"{organ}/reports/{report}"));
        var held = "";
        await Until(
            async () => process.HasEnded || (held = await Held(copy)) == expected,
            () => $"Its copy has {held}, not {expected}.");
        Assert.True(held == expected, process.HasEnded ? await process.Complaints() : held);
    }

    private async Task<string> Held(string copy) => !File.Exists(copy) ? "" : string.Join(
        ", ",
        JsonNode.Parse(await read(copy))!.AsObject().Select(each => $"{each.Key} {each.Value}")
            .Where(each => each.Contains("/reports/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static async Task Until(Func<Task<bool>> reached, Func<string> otherwise)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, otherwise());
            await Task.Delay(100);
        }
    }
}
