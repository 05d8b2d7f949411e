using StatsService.Canonical;
using StatsService.Country;
using StatsService.Forms;

namespace StatsService.Benchmarks;

/// <summary>
/// Made-up neighbours of the sample of 长治 2019: its level, and the regions of its counties that publish them; so that
/// a newcomer sees sums of divisions. <c>samples/neighbours</c> is what this writes.
/// </summary>
internal static class Neighbours
{
    private const int Year = 2019;
    private const int Digits = 6;

    public static async Task Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var country = new PlausibleCountry(CountryPlan.Small with { Spoilt = 0 });
        var reports = country.Organs
            .Where(organ => organ.Kind == OrganKind.Government && organ.Division.Id.Length == Digits)
            .SelectMany(organ => country.Reports(organ, Year))
            .Where(report => report.Content.Scope == Scope.Region
                ? report.IsFiled && report.Organ.Division.Level == DivisionLevel.County
                : report.Content.Scope == Scope.Level && report.Organ.Division.Level == DivisionLevel.Prefecture);
        foreach (var report in reports)
        {
            var message = report.ToMessage();
            message.Title += "（样例，由程序生成）";
            var name = message.Name.Split('/');
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"{name[1]}-{name[^1]}.json"), CanonicalJson.Write(message));
            Console.WriteLine(message.Name);
        }
    }
}
